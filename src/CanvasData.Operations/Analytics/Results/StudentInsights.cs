namespace CanvasData.Operations.Analytics;

/// <summary>
/// The insights for a student into the student's own courses. They are computed from posted grades and the student's own submissions alone.
/// These types have no place for unposted grades, for other students or for risks.
/// </summary>
/// <param name="StudentId">The student.</param>
/// <param name="AsOf">The moment, UTC; nothing later was used.</param>
/// <param name="Courses">The running courses that the student sees, by course id; each has its insights in the order of their weight.</param>
/// <param name="InputsHash">The hash over every input: equal hashes mean equal results.</param>
public sealed record StudentInsights(long StudentId, DateTime AsOf, IReadOnlyList<StudentCourseInsights> Courses, ulong InputsHash);

/// <summary>A course of a student.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is enough to say something.</param>
/// <param name="Reason">A sentence that says why there is nothing; null when there is something.</param>
/// <param name="Insights">The insights into the course.</param>
public sealed record StudentCourseInsights(long CourseId, AnalyticsStatus Status, string? Reason, IReadOnlyList<StudentInsight> Insights);

/// <summary>An insight for a student.</summary>
public sealed record StudentInsight
{
    /// <summary>The subject.</summary>
    public required StudentInsightCode Code { get; init; }

    /// <summary>The tone of the insight.</summary>
    public required StudentInsightTone Tone { get; init; }

    /// <summary>A sentence in English.</summary>
    public required string Text { get; init; }

    /// <summary>The evidence that the insight is based on.</summary>
    public required StudentEvidence Evidence { get; init; }

    /// <summary>The action that would change it, as a sentence; null when nothing can.</summary>
    public required string? WhatWouldChange { get; init; }
}

/// <summary>The subjects of insights for students.</summary>
public enum StudentInsightCode
{
    /// <summary>The work that is overdue and not submitted.</summary>
    OverdueWork,

    /// <summary>The average that the rest needs for a letter or for passing.</summary>
    RequiredAverage,

    /// <summary>The final percentage at the average so far, and its limits.</summary>
    Outlook,

    /// <summary>A kind of work that goes well.</summary>
    Strength,

    /// <summary>The student submitted everything due.</summary>
    UpToDate,
}

/// <summary>The tone of an insight for a student.</summary>
public enum StudentInsightTone
{
    /// <summary>The insight is good news.</summary>
    Encouraging,

    /// <summary>The insight is for information.</summary>
    Informing,

    /// <summary>The insight calls for action.</summary>
    Acting,
}

/// <summary>The evidence of an insight for a student: the student's own work.</summary>
/// <param name="AssignmentIds">The assignments meant, in the order of their weight.</param>
/// <param name="Figures">The numbers in the text.</param>
/// <param name="Items">How many pieces of work it was read from; never fewer than three.</param>
/// <param name="AsOf">The moment, UTC.</param>
public sealed record StudentEvidence(IReadOnlyList<long> AssignmentIds, IReadOnlyList<StudentFigure> Figures, int Items, DateTime AsOf);

/// <summary>A number about a student's own work.</summary>
/// <param name="Kind">The meaning of the number.</param>
/// <param name="Value">The percentage, or percentage points of the total.</param>
public sealed record StudentFigure(StudentFigureKind Kind, double Value);

/// <summary>The meaning of a number about a student's own work.</summary>
public enum StudentFigureKind
{
    /// <summary>The percentage points of the course total that overdue work is worth.</summary>
    PointsAtStake,

    /// <summary>The percentage earned so far, overdue work as zero.</summary>
    Current,

    /// <summary>The final percentage wanted.</summary>
    Target,

    /// <summary>The average that the rest needs, percent.</summary>
    RequiredAverage,

    /// <summary>The final percentage at the average so far.</summary>
    Outlook,

    /// <summary>The lowest final percentage that is still possible.</summary>
    Lowest,

    /// <summary>The highest final percentage that is still possible without extra credit.</summary>
    Highest,

    /// <summary>The mean percentage of a kind of work.</summary>
    GroupMean,

    /// <summary>The mean percentage of all work submitted.</summary>
    OverallMean,
}
