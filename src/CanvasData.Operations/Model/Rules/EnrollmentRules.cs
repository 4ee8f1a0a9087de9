using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>Who is a student of a course. The test student never is.</summary>
internal static class EnrollmentRules
{
    /// <summary>An enrollment as a student, in any state.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Student = e => e.Type == EnrollmentTypes.Student;

    /// <summary>A student who attends, is invited, or has completed the course.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Member = e =>
        e.Type == EnrollmentTypes.Student &&
        (e.EnrollmentState == EnrollmentStates.Active || e.EnrollmentState == EnrollmentStates.Invited || e.EnrollmentState == EnrollmentStates.Completed);

    /// <summary>A student who attends now.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Attending = e => e.Type == EnrollmentTypes.Student && e.EnrollmentState == EnrollmentStates.Active;

    /// <summary>A student of whom Canvas keeps grades, one who left included.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Graded = e =>
        e.Type == EnrollmentTypes.Student && (e.EnrollmentState == null || (e.EnrollmentState != EnrollmentStates.Deleted && e.EnrollmentState != EnrollmentStates.Rejected));

    /// <summary>Whoever attended once: who stayed, and who left.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> EverAttended = e =>
        e.Type == EnrollmentTypes.Student &&
        (e.EnrollmentState == EnrollmentStates.Active || e.EnrollmentState == EnrollmentStates.Completed || e.EnrollmentState == EnrollmentStates.Inactive || e.EnrollmentState == EnrollmentStates.Deleted);

    /// <summary>An enrollment, of any role, that attends now.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Active = e => e.EnrollmentState == EnrollmentStates.Active;

    /// <summary>An enrollment that is over.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Concluded = e => e.EnrollmentState == EnrollmentStates.Completed;

    /// <summary>The test student's.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> TestStudent = e => e.Type != null && e.Type == EnrollmentTypes.TestStudent;

    /// <summary>Who observes a student.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Observing = e => e.Type == EnrollmentTypes.Observer;

    /// <summary>An enrollment of any role that gives rights.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> InForce = e => e.EnrollmentState == EnrollmentStates.Active || e.EnrollmentState == EnrollmentStates.Completed;

    /// <summary>A teacher.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Teacher = e => e.Type == EnrollmentTypes.Teacher;

    /// <summary>A teaching assistant.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Assistant = e => e.Type == EnrollmentTypes.TeachingAssistant;

    /// <summary>Who teaches.</summary>
    public static readonly Expression<Func<CanvasEnrollment, bool>> Teaching = Rule.Inline<CanvasEnrollment>(e => Rule.Holds(Teacher, e) || Rule.Holds(Assistant, e));
}
