namespace CanvasData.Operations.Grading;

/// <summary>
/// Computes the grades of a course's students as Canvas does. Make one for a course and use it for every student; it
/// keeps nothing of them and may be used by several threads at once. Numbers that are no numbers count as absent,
/// and scores and points beyond ±1e60 are cut to that: a calculation never fails and never gives NaN.
/// </summary>
public sealed class GradeCalculator
{
    private readonly GradingPlan _plan;

    /// <summary>Creates a calculator.</summary>
    /// <param name="course">The course.</param>
    public GradeCalculator(GradedCourse course)
    {
        ArgumentNullException.ThrowIfNull(course);
        _plan = new GradingPlan(course);
    }

    /// <summary>Calculates every total of one student: of the course, of each group and of each grading period.</summary>
    /// <param name="student">The student. Supposed scores count as if they were real.</param>
    public CourseGrades Calculate(GradedStudent student)
    {
        ArgumentNullException.ThrowIfNull(student);
        var work = new GradedWork(_plan, student);
        return Numbers.FitsDecimal(work.Reach) ? new GradeTotalsBuilder<decimal>(_plan, work).Build(student) : new GradeTotalsBuilder<double>(_plan, work).Build(student);
    }

    /// <summary>A total of the course, with less work than <see cref="Calculate"/>.</summary>
    /// <param name="student">The student. Supposed scores count as if they were real.</param>
    /// <param name="kind">Which total.</param>
    /// <returns>Percent, rounded to two decimals, halves away from zero; null where nothing counts or no points can be had.</returns>
    public decimal? Percent(GradedStudent student, GradeKind kind)
    {
        ArgumentNullException.ThrowIfNull(student);
        return GroupTotals.CoursePercent(_plan, new GradedWork(_plan, student), kind, null);
    }

    /// <summary>
    /// Calculates what the student needs on the work that is not graded yet: the smallest percent, the same on all of it, that brings a
    /// total to a target. Drop rules are honoured, so this is not linear, and in rare cases more is not better. Work without points is left
    /// alone; so are overrides.
    /// </summary>
    /// <param name="student">The student. Supposed scores count as if they were real.</param>
    /// <param name="target">The total to reach, percent.</param>
    /// <param name="kind">Which total.</param>
    /// <param name="open">The assignments that can still be done; null for all that are not graded.</param>
    public RequiredScore Required(GradedStudent student, decimal target, GradeKind kind = GradeKind.Final, IReadOnlyCollection<long>? open = null)
    {
        ArgumentNullException.ThrowIfNull(student);
        return new WhatIf(_plan, student, kind, open, total => total >= target).Find();
    }

    /// <summary>
    /// Calculates what the student needs on the work that is not graded yet for a letter or a better one; else as for a percent.
    /// </summary>
    /// <param name="student">The student. Supposed scores count as if they were real.</param>
    /// <param name="letter">The letter to reach, in any case.</param>
    /// <param name="kind">Which total.</param>
    /// <param name="open">The assignments that can still be done; null for all that are not graded.</param>
    /// <exception cref="ArgumentException">The course has no letters, or not this one.</exception>
    public RequiredScore Required(GradedStudent student, string letter, GradeKind kind = GradeKind.Final, IReadOnlyCollection<long>? open = null)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(letter);
        var scheme = _plan.Course.Scheme ?? throw new ArgumentException("The course has no letters. Set GradedCourse.Scheme, perhaps to GradingScheme.Default.", nameof(letter));
        scheme.Reaches(0, letter);
        return new WhatIf(_plan, student, kind, open, total => scheme.Reaches(total, letter)).Find();
    }
}
