using System.Linq.Expressions;

namespace CanvasData.Operations.Model;

/// <summary>When a course runs.</summary>
internal static class CourseRules
{
    /// <summary>
    /// The first or last day, of the course's own and that of its term. Dates of a course that do not restrict its
    /// participants are often left over from a copy: then the term's come first.
    /// </summary>
    public static readonly Expression<Func<CanvasCourse, DateTime?, DateTime?, DateTime?>> Day = (course, own, ofTerm) =>
        course.RestrictEnrollmentsToCourseDates != null && course.RestrictEnrollmentsToCourseDates == true ? own ?? ofTerm : ofTerm ?? own;

    /// <summary>Whether learners see scores and percents; else letters only.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> ShowsNumbers = c => c.RestrictQuantitativeData == null || c.RestrictQuantitativeData == false;

    /// <summary>Whether its totals are hidden from learners.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> HidesTotals = c => c.HideFinalGrades != null && c.HideFinalGrades == true;

    /// <summary>Whether it runs, as far as its state says.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> Available = c => c.WorkflowState == CourseStates.Available;

    /// <summary>Whether a person has concluded it. A course that ended by its dates stays available.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> Concluded = c => c.WorkflowState == CourseStates.Completed;

    /// <summary>Whether it was published once, and is not deleted.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> EverPublished = c =>
        c.WorkflowState == null || (c.WorkflowState != CourseStates.Unpublished && c.WorkflowState != CourseStates.Deleted);

    /// <summary>Whether Canvas has it still.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> Kept = c => c.WorkflowState == null || c.WorkflowState != CourseStates.Deleted;

    /// <summary>Whether learners see it.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> Open = Rule.Inline<CanvasCourse>(c => Rule.Holds(Available, c) || Rule.Holds(Concluded, c));
}
