using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;

namespace CanvasData.Operations.Maintenance;

/// <summary>An object that a clean-up would change.</summary>
public sealed record CleanupCandidate
{
    /// <summary>The rule that concerns it.</summary>
    public required CleanupRule Rule { get; init; }

    /// <summary>The kind of object, a constant of <see cref="Model.CanvasObjectTypes"/>.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The Canvas id.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long ObjectId { get; init; }

    /// <summary>The name; of an enrollment, the name of its user. Null when its row is gone or has none.</summary>
    public required string? Name { get; init; }

    /// <summary>The course; null for users and courses.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long? CourseId { get; init; }

    /// <summary>The moment since which it is in its state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The reason why it is gone or waits; null when none was given.</summary>
    public required string? Reason { get; init; }
}

/// <summary>A page of candidates.</summary>
/// <param name="Items">The candidates.</param>
/// <param name="Next">The position of the next page; null on the last one.</param>
public sealed record CleanupPage(IReadOnlyList<CleanupCandidate> Items, CleanupPosition? Next);

/// <summary>The report of a clean-up, or of its preview.</summary>
public sealed record CleanupReport
{
    /// <summary>When it began; the moment by which ages were measured.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether nothing was changed.</summary>
    public required bool IsPreview { get; init; }

    /// <summary>The objects that were changed, by rule and kind. What is deleted as part of another object is counted in <see cref="Tables"/> only.</summary>
    public required IReadOnlyList<CleanupCount> Objects { get; init; }

    /// <summary>The rows that were deleted, and the statuses that were marked with them, by table.</summary>
    public required IReadOnlyList<TableImpact> Tables { get; init; }

    /// <summary>The history that was moved to the archive tables.</summary>
    public required HistoryArchived History { get; init; }

    /// <summary>Returns the number of objects that a rule changed.</summary>
    /// <param name="rule">The rule.</param>
    public long Count(CleanupRule rule) => Objects.Where(row => row.Rule == rule).Sum(row => (long)row.Objects);
}

/// <summary>The number of objects of one kind that a rule changed.</summary>
/// <param name="Rule">The rule that was followed.</param>
/// <param name="ObjectType">The kind of object.</param>
/// <param name="Objects">How many.</param>
/// <param name="OldestSince">The earliest moment since which one of them was in its state.</param>
public sealed record CleanupCount(CleanupRule Rule, string ObjectType, int Objects, DateTimeOffset OldestSince);
