namespace CanvasData.Operations.Analytics;

/// <summary>The insights into a class for its teacher. For staff only.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is a result.</param>
/// <param name="Reason">A sentence that says why there is none; null when there is one.</param>
/// <param name="Insights">The insights in the order of weight.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record TeacherInsights(long CourseId, AnalyticsStatus Status, string? Reason, IReadOnlyList<StaffInsight> Insights, Provenance Provenance);

/// <summary>The insights into a student over all courses, for an adviser. For staff only.</summary>
/// <param name="StudentId">The student.</param>
/// <param name="AsOf">The moment, UTC; nothing later was used.</param>
/// <param name="Courses">The running courses by course id.</param>
public sealed record AdviserInsights(long StudentId, DateTime AsOf, IReadOnlyList<AdviserCourseInsights> Courses);

/// <summary>A course of a student, for the adviser.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is a prediction.</param>
/// <param name="Reason">A sentence that says why there is none; null when there is one.</param>
/// <param name="Insights">The insights in the order of weight.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record AdviserCourseInsights(long CourseId, AnalyticsStatus Status, string? Reason, IReadOnlyList<StaffInsight> Insights, Provenance Provenance);

/// <summary>An insight for staff. It may be based on unposted grades and on other students: never show it to students.</summary>
public sealed record StaffInsight
{
    /// <summary>The subject.</summary>
    public required StaffInsightCode Code { get; init; }

    /// <summary>The severity of the insight.</summary>
    public required InsightSeverity Severity { get; init; }

    /// <summary>The audience that the insight is made for.</summary>
    public required StaffAudience Audience { get; init; }

    /// <summary>A sentence in English.</summary>
    public required string Text { get; init; }

    /// <summary>The evidence that the insight is based on.</summary>
    public required StaffEvidence Evidence { get; init; }

    /// <summary>The action that would change it, as a sentence; null when nothing can.</summary>
    public required string? WhatWouldChange { get; init; }
}

/// <summary>The audiences of staff insights.</summary>
public enum StaffAudience
{
    /// <summary>The teachers of the class.</summary>
    Teacher,

    /// <summary>The advisers of the student.</summary>
    Adviser,
}

/// <summary>The severity of an insight.</summary>
public enum InsightSeverity
{
    /// <summary>The insight is for information.</summary>
    Information,

    /// <summary>The insight is worth a look.</summary>
    Notice,

    /// <summary>The insight calls for action.</summary>
    Warning,
}

/// <summary>The subjects of staff insights.</summary>
public enum StaffInsightCode
{
    /// <summary>The overdue work with the points at stake.</summary>
    OverdueWork,

    /// <summary>The average that the rest needs to pass.</summary>
    RequiredAverage,

    /// <summary>The predicted final grade, or how many of a class are predicted below the passing score.</summary>
    Prediction,

    /// <summary>A trend that chance does not explain.</summary>
    Trend,

    /// <summary>A kind of work that goes well.</summary>
    Strength,

    /// <summary>The student was not active for more than a week.</summary>
    Inactivity,

    /// <summary>An item that many have not submitted.</summary>
    ItemMissing,

    /// <summary>An item that was much harder than the others.</summary>
    ItemDifficulty,

    /// <summary>An item whose scores say little about the rest of the work.</summary>
    ItemDiscrimination,

    /// <summary>A section that differs from the others.</summary>
    SectionDifference,

    /// <summary>The grades that students do not see yet.</summary>
    UnpostedGrades,

    /// <summary>The error of the predictions for the course's last offering, by a model that had not seen it.</summary>
    PredictionError,
}

/// <summary>The evidence of a staff insight.</summary>
/// <param name="AssignmentIds">The assignments meant, in the order of their weight.</param>
/// <param name="StudentIds">The students meant, in the order of weight.</param>
/// <param name="Figures">The numbers in the text.</param>
/// <param name="Count">How many observations it was read from; never fewer than three.</param>
/// <param name="UsesUnposted">Whether grades that students do not see yet may have gone in.</param>
/// <param name="AsOf">The moment, UTC.</param>
public sealed record StaffEvidence(
    IReadOnlyList<long> AssignmentIds, IReadOnlyList<long> StudentIds, IReadOnlyList<StaffFigure> Figures, int Count, bool UsesUnposted, DateTime AsOf);

/// <summary>A number of a staff insight.</summary>
/// <param name="Name">The name of the figure, for example <c>PointsAtStake</c>.</param>
/// <param name="Value">The number, in the unit of the text.</param>
public sealed record StaffFigure(string Name, double Value);
