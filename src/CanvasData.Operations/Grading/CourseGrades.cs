namespace CanvasData.Operations.Grading;

/// <summary>The four totals that Canvas keeps: whether unposted grades count, and whether ungraded work does.</summary>
public enum GradeKind
{
    /// <summary>The posted and graded work.</summary>
    Current,

    /// <summary>The posted work; what is ungraded or hidden counts as 0.</summary>
    Final,

    /// <summary>The graded work, unposted grades included.</summary>
    UnpostedCurrent,

    /// <summary>The total of all work, unposted grades included; what is ungraded counts as 0.</summary>
    UnpostedFinal,
}

/// <summary>A total.</summary>
public sealed record GradeTotal
{
    /// <summary>
    /// The percentage, rounded to two decimals, halves away from zero; null where nothing counts or no points can be had. May be negative
    /// or above 100.
    /// </summary>
    public required decimal? Percent { get; init; }

    /// <summary>The points of the work that is kept. Where weights decide, the percent again, as Canvas stores it.</summary>
    public required double Points { get; init; }

    /// <summary>The points that could be had with the work that is kept. Where weights decide, 100, or 0 without a percent.</summary>
    public required double Possible { get; init; }

    /// <summary>The letter of the percent; null without a percent or a scheme.</summary>
    public required string? Letter { get; init; }

    /// <summary>The assignments that the drop rules dropped, in the order of ids.</summary>
    public required IReadOnlyList<long> Dropped { get; init; }
}

/// <summary>A score and its letter.</summary>
/// <param name="Percent">The percentage; null for none.</param>
/// <param name="Letter">The letter; null without a percent or a scheme.</param>
public readonly record struct EffectiveGrade(decimal? Percent, string? Letter);

/// <summary>The four totals of a course, a grading period or an assignment group.</summary>
public abstract record GradeSet
{
    /// <summary>The posted and graded work.</summary>
    public required GradeTotal Current { get; init; }

    /// <summary>The posted work; what is ungraded or hidden counts as 0.</summary>
    public required GradeTotal Final { get; init; }

    /// <summary>The graded work, unposted grades included.</summary>
    public required GradeTotal UnpostedCurrent { get; init; }

    /// <summary>The total of all work, unposted grades included; what is ungraded counts as 0.</summary>
    public required GradeTotal UnpostedFinal { get; init; }

    /// <summary>Gets one of the four totals.</summary>
    /// <param name="kind">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no value of the enumeration.</exception>
    public GradeTotal this[GradeKind kind] => kind switch
    {
        GradeKind.Current => Current,
        GradeKind.Final => Final,
        GradeKind.UnpostedCurrent => UnpostedCurrent,
        GradeKind.UnpostedFinal => UnpostedFinal,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It is no kind of grade."),
    };
}

/// <summary>The totals of an assignment group.</summary>
public sealed record GroupGrades : GradeSet
{
    /// <summary>The group.</summary>
    public required long GroupId { get; init; }
}

/// <summary>The totals of a grading period: groups, weights and drop rules apply within it.</summary>
public sealed record PeriodGrades : GradeSet
{
    /// <summary>The period.</summary>
    public required long PeriodId { get; init; }

    /// <summary>The current score as the student sees it: the override, or else the computed score.</summary>
    public required EffectiveGrade EffectiveCurrent { get; init; }

    /// <summary>The final score as the student sees it: the override, or else the computed score.</summary>
    public required EffectiveGrade EffectiveFinal { get; init; }
}

/// <summary>The grades of one student in one course, as Canvas computes them.</summary>
public sealed record CourseGrades : GradeSet
{
    /// <summary>The current score as the student sees it: the override, or else the computed score.</summary>
    public required EffectiveGrade EffectiveCurrent { get; init; }

    /// <summary>The final score as the student sees it: the override, or else the computed score.</summary>
    public required EffectiveGrade EffectiveFinal { get; init; }

    /// <summary>The assignment groups, over all periods, in the order of the course.</summary>
    public required IReadOnlyList<GroupGrades> Groups { get; init; }

    /// <summary>The grading periods, in the order of the course; empty without periods.</summary>
    public required IReadOnlyList<PeriodGrades> Periods { get; init; }
}
