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

    /// <summary>Whether learners see it.</summary>
    public static readonly Expression<Func<CanvasCourse, bool>> Open = c => c.WorkflowState == CourseStates.Available || c.WorkflowState == CourseStates.Completed;
}
