namespace CanvasData.Operations.Analytics;

/// <summary>What a teacher should look at in a class. For staff only.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is a result.</param>
/// <param name="Reason">A sentence that says why there is none; null when there is one.</param>
/// <param name="Insights">What there is to say, in the order of weight.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record TeacherInsights(long CourseId, AnalyticsStatus Status, string? Reason, IReadOnlyList<StaffInsight> Insights, Provenance Provenance);

/// <summary>What an adviser should know of a student over all courses. For staff only.</summary>
/// <param name="StudentId">The student.</param>
/// <param name="AsOf">The moment, UTC; nothing later was used.</param>
/// <param name="Courses">The running courses by course id.</param>
public sealed record AdviserInsights(long StudentId, DateTime AsOf, IReadOnlyList<AdviserCourseInsights> Courses);

/// <summary>One course of a student, for the adviser.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is a prediction.</param>
/// <param name="Reason">A sentence that says why there is none; null when there is one.</param>
/// <param name="Insights">What there is to say, in the order of weight.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record AdviserCourseInsights(long CourseId, AnalyticsStatus Status, string? Reason, IReadOnlyList<StaffInsight> Insights, Provenance Provenance);

/// <summary>Something that staff should know. It may stand on unposted grades and on other students: never show it to students.</summary>
public sealed record StaffInsight
{
    /// <summary>What it is about.</summary>
    public required StaffInsightCode Code { get; init; }

    /// <summary>How much it matters.</summary>
    public required InsightSeverity Severity { get; init; }

    /// <summary>For whom it is made.</summary>
    public required StaffAudience Audience { get; init; }

    /// <summary>A sentence in English.</summary>
    public required string Text { get; init; }

    /// <summary>What it stands on.</summary>
    public required StaffEvidence Evidence { get; init; }

    /// <summary>What would change it, as a sentence; null when nothing can.</summary>
    public required string? WhatWouldChange { get; init; }
}

/// <summary>For whom a staff insight is made.</summary>
public enum StaffAudience
{
    /// <summary>Who teaches the class.</summary>
    Teacher,

    /// <summary>Who advises the student.</summary>
    Adviser,
}

/// <summary>How much an insight matters.</summary>
public enum InsightSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Worth a look.</summary>
    Notice,

    /// <summary>Worth acting on.</summary>
    Warning,
}

/// <summary>What staff can be told about.</summary>
public enum StaffInsightCode
{
    /// <summary>Overdue work with the points at stake.</summary>
    OverdueWork,

    /// <summary>What the rest needs to pass.</summary>
    RequiredAverage,

    /// <summary>The final grade that is foreseen, or how many of a class are foreseen below the passing score.</summary>
    Prediction,

    /// <summary>A trend that chance does not explain.</summary>
    Trend,

    /// <summary>A kind of work that goes well.</summary>
    Strength,

    /// <summary>No activity for more than a week.</summary>
    Inactivity,

    /// <summary>An item that many have not handed in.</summary>
    ItemMissing,

    /// <summary>An item that was much harder than the others.</summary>
    ItemDifficulty,

    /// <summary>An item whose scores say little about the rest of the work.</summary>
    ItemDiscrimination,

    /// <summary>A section that differs from the others.</summary>
    SectionDifference,

    /// <summary>Grades that students do not see yet.</summary>
    UnpostedGrades,

    /// <summary>How well the final grades of the course's last offering were foreseen by a model that had not seen it.</summary>
    PredictionError,
}

/// <summary>What a staff insight stands on.</summary>
/// <param name="AssignmentIds">The assignments meant, in the order of their weight.</param>
/// <param name="StudentIds">The students meant, in the order of weight.</param>
/// <param name="Figures">The numbers in the text.</param>
/// <param name="Count">How many observations it was read from; never fewer than three.</param>
/// <param name="UsesUnposted">Whether grades that students do not see yet may have gone in.</param>
/// <param name="AsOf">The moment, UTC.</param>
public sealed record StaffEvidence(
    IReadOnlyList<long> AssignmentIds, IReadOnlyList<long> StudentIds, IReadOnlyList<StaffFigure> Figures, int Count, bool UsesUnposted, DateTime AsOf);

/// <summary>A number of a staff insight.</summary>
/// <param name="Name">What it says, for example <c>PointsAtStake</c>.</param>
/// <param name="Value">The number, in the unit of the text.</param>
public sealed record StaffFigure(string Name, double Value);
