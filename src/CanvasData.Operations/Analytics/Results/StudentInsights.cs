namespace CanvasData.Operations.Analytics;

/// <summary>
/// What a student may be shown about the own courses. Computed from posted grades and the student's own submissions
/// alone; these types have no place for unposted grades, for other students or for risks.
/// </summary>
/// <param name="StudentId">The student.</param>
/// <param name="AsOf">The moment, UTC; nothing later was used.</param>
/// <param name="Courses">The running courses that the student sees, by course id; each has its insights in the order of their weight.</param>
/// <param name="InputsHash">Hash over every input: equal hashes mean equal results.</param>
public sealed record StudentInsights(long StudentId, DateTime AsOf, IReadOnlyList<StudentCourseInsights> Courses, ulong InputsHash);

/// <summary>One course of a student.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is enough to say something.</param>
/// <param name="Reason">A sentence that says why there is nothing; null when there is something.</param>
/// <param name="Insights">What there is to say.</param>
public sealed record StudentCourseInsights(long CourseId, AnalyticsStatus Status, string? Reason, IReadOnlyList<StudentInsight> Insights);

/// <summary>Something that a student may be told.</summary>
public sealed record StudentInsight
{
    /// <summary>What it is about.</summary>
    public required StudentInsightCode Code { get; init; }

    /// <summary>How much it asks for attention.</summary>
    public required StudentInsightTone Tone { get; init; }

    /// <summary>A sentence in English.</summary>
    public required string Text { get; init; }

    /// <summary>What it stands on.</summary>
    public required StudentEvidence Evidence { get; init; }

    /// <summary>What would change it, as a sentence; null when nothing can.</summary>
    public required string? WhatWouldChange { get; init; }
}

/// <summary>What a student may be told about.</summary>
public enum StudentInsightCode
{
    /// <summary>Work that is overdue and not handed in.</summary>
    OverdueWork,

    /// <summary>What the rest needs for a letter or for passing.</summary>
    RequiredAverage,

    /// <summary>Where the course ends at the average so far, and between which limits.</summary>
    Outlook,

    /// <summary>A kind of work that goes well.</summary>
    Strength,

    /// <summary>Everything due was handed in.</summary>
    UpToDate,
}

/// <summary>How much an insight asks for a student's attention.</summary>
public enum StudentInsightTone
{
    /// <summary>Good news.</summary>
    Encouraging,

    /// <summary>To know.</summary>
    Informing,

    /// <summary>To act on.</summary>
    Acting,
}

/// <summary>What an insight for a student stands on: the student's own work.</summary>
/// <param name="AssignmentIds">The assignments meant, in the order of their weight.</param>
/// <param name="Figures">The numbers in the text.</param>
/// <param name="Items">How many pieces of work it was read from; never fewer than three.</param>
/// <param name="AsOf">The moment, UTC.</param>
public sealed record StudentEvidence(IReadOnlyList<long> AssignmentIds, IReadOnlyList<StudentFigure> Figures, int Items, DateTime AsOf);

/// <summary>A number about a student's own work.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Value">Percent, or percentage points of the total.</param>
public sealed record StudentFigure(StudentFigureKind Kind, double Value);

/// <summary>What a number about a student's own work says.</summary>
public enum StudentFigureKind
{
    /// <summary>Percentage points of the course total that overdue work is worth.</summary>
    PointsAtStake,

    /// <summary>Percent earned so far, overdue work as zero.</summary>
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

    /// <summary>Mean percentage of a kind of work.</summary>
    GroupMean,

    /// <summary>Mean percentage of all work handed in.</summary>
    OverallMean,
}
