namespace CanvasData.Operations.Grading;

/// <summary>
/// Computes the grades of a course's students as Canvas does. Make one for a course and use it for every student; it
/// keeps nothing of them and may be used by several threads at once. Numbers that are no numbers count as absent,
/// and scores and points beyond ±1e60 are cut to that: a calculation never fails and never gives NaN.
/// </summary>
public sealed class GradeCalculator
{
    private readonly CoursePlan _plan;

    /// <summary>Makes a calculator.</summary>
    /// <param name="course">The course.</param>
    public GradeCalculator(GradedCourse course)
    {
        ArgumentNullException.ThrowIfNull(course);
        _plan = new CoursePlan(course);
    }

    /// <summary>Every total of one student: of the course, of each group and of each grading period.</summary>
    /// <param name="student">The student. Supposed scores count as if they were real.</param>
    public CourseGrades Calculate(GradedStudent student)
    {
        ArgumentNullException.ThrowIfNull(student);
        var work = new StudentWork(_plan, student);
        return Numbers.FitsDecimal(work.Reach) ? new GradeReport<decimal>(_plan, work).Of(student) : new GradeReport<double>(_plan, work).Of(student);
    }

    /// <summary>One total of the course, with less work than <see cref="Calculate"/>.</summary>
    /// <param name="student">The student. Supposed scores count as if they were real.</param>
    /// <param name="kind">Which total.</param>
    /// <returns>Percent, rounded to two decimals, halves away from zero; null where nothing counts or no points can be had.</returns>
    public decimal? Percent(GradedStudent student, GradeKind kind)
    {
        ArgumentNullException.ThrowIfNull(student);
        return Percent(new StudentWork(_plan, student), kind);
    }

    private decimal? Percent(StudentWork work, GradeKind kind) =>
        Numbers.FitsDecimal(work.Reach) ? Tally<decimal>.CoursePercent(_plan, work, kind) : Tally<double>.CoursePercent(_plan, work, kind);
}
