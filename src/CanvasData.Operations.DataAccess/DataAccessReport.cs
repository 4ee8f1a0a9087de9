using CanvasData.Operations.Sync;

namespace CanvasData.Operations.DataAccess;

/// <summary>The report of a run.</summary>
public sealed record DataAccessReport
{
    /// <summary>The tables that were read.</summary>
    public required IReadOnlyList<TableReport> Tables { get; init; }

    /// <summary>The sync of the courses that are concerned; null when nothing has changed.</summary>
    public required SyncReport? Sync { get; init; }

    /// <summary>The courses that stay as they are, because newer data of them is stored. The next run tries them again.</summary>
    public required IReadOnlyList<long> NewerCourses { get; init; }

    /// <summary>The courses that the next run stores: those that failed, and those whose stored data is newer.</summary>
    public required int PendingCourses { get; init; }

    /// <summary>The requests that were sent, files and tokens included.</summary>
    public required long Requests { get; init; }
}

/// <summary>How a table was read.</summary>
public enum TableReading
{
    /// <summary>The whole table.</summary>
    Snapshot,

    /// <summary>The records that changed since the last run.</summary>
    Changes,

    /// <summary>Nothing, since the platform has nothing newer.</summary>
    NothingNew,

    /// <summary>Nothing, since the platform does not offer the table. The fields that it would fill stay as they are.</summary>
    NotOffered,

    /// <summary>
    /// Nothing, since the platform has loaded the table again and still gives the snapshot from before. It lives for a day; a later run
    /// reads the table.
    /// </summary>
    Delayed,
}

/// <summary>The report of one table.</summary>
public sealed record TableReport
{
    /// <summary>The name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>How it was read.</summary>
    public required TableReading Reading { get; init; }

    /// <summary>The records read, repeated ones included.</summary>
    public long Records { get; init; }

    /// <summary>The records that differ from what was staged.</summary>
    public long Changed { get; init; }

    /// <summary>The records that were deleted, or that a snapshot lacks.</summary>
    public long Deleted { get; init; }

    /// <summary>The records that were older than what was staged, and were left out.</summary>
    public long Older { get; init; }

    /// <summary>The records that could not be read, and were left out.</summary>
    public long Unreadable { get; init; }

    /// <summary>The columns that the platform did not offer when the table was last read, in order. Empty after a first snapshot.</summary>
    public IReadOnlyList<string> NewColumns { get; init; } = [];

    /// <summary>The moment up to which the table is staged, as the platform gave it; null when it was never read.</summary>
    public string? Mark { get; init; }

    /// <summary>The requests for this table.</summary>
    public long Requests { get; init; }
}
