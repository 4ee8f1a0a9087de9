using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>The outcomes of a refresh.</summary>
public enum RefreshOutcome
{
    /// <summary>A value differed, and was stored.</summary>
    Updated,

    /// <summary>The object was new, and was stored.</summary>
    Added,

    /// <summary>The object was stored as Canvas has it.</summary>
    Unchanged,

    /// <summary>The object is not in Canvas. A stored row is marked missing.</summary>
    Missing,

    /// <summary>The object was left out; <see cref="RefreshReport.Skipped"/> has the reason.</summary>
    Skipped,
}

/// <summary>The changes of a stored row.</summary>
public enum RowState
{
    /// <summary>The row was added.</summary>
    Added,

    /// <summary>The row has other values.</summary>
    Updated,

    /// <summary>The row is marked missing.</summary>
    Missing,

    /// <summary>The row was missing and is there again.</summary>
    Returned,
}

/// <summary>A row that a refresh wrote.</summary>
/// <param name="Entity">The kind of row, for example submission.</param>
/// <param name="CanvasId">The id in Canvas.</param>
/// <param name="State">The change of the row.</param>
/// <param name="Columns">The columns that have other values; no values, which may be personal data.</param>
public sealed record RefreshedRow(
    string Entity, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CanvasId, RowState State, IReadOnlyList<string> Columns);

/// <summary>The result of a refresh. It holds no personal data.</summary>
public sealed record RefreshReport
{
    /// <summary>The Canvas course id.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long CourseId { get; init; }

    /// <summary>The Canvas assignment id; null when a student was refreshed.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public long? AssignmentId { get; init; }

    /// <summary>The Canvas user id; null when an assignment was refreshed.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public long? UserId { get; init; }

    /// <summary>The outcome of the refresh.</summary>
    public required RefreshOutcome Outcome { get; init; }

    /// <summary>The rows of Layer 1 that were written, companions such as totals included.</summary>
    public IReadOnlyList<RefreshedRow> Rows { get; init; } = [];

    /// <summary>The rows appended to Layer 2.</summary>
    public long HistoryRows { get; init; }

    /// <summary>The requests sent to Canvas.</summary>
    public long Requests { get; init; }

    /// <summary>The time from start to end, that of Canvas included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The parts that were left out, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Skipped { get; init; } = new Dictionary<string, string>();

    /// <summary>The records and fields in quarantine.</summary>
    public IReadOnlyList<RejectedRecord> Rejected { get; init; } = [];

    /// <summary>The rows that were edited locally.</summary>
    public IReadOnlyList<SyncConflict> Conflicts { get; init; } = [];
}
