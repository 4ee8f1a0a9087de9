namespace CanvasData.Operations.Sync;

/// <summary>The result of the sync of the accounts of a school.</summary>
public sealed record AccountSyncReport
{
    /// <summary>The accounts by what became of them.</summary>
    public required RowCounts Rows { get; init; }

    /// <summary>
    /// The reason why the accounts were not read, with the cure; null when they were. Stored accounts then stay as they are. The token of
    /// a teacher may read none.
    /// </summary>
    public string? Skipped { get; init; }

    /// <summary>The rows written, those of computed paths included.</summary>
    public long RowsWritten { get; init; }

    /// <summary>The records and fields in quarantine, the first 100.</summary>
    public IReadOnlyList<RejectedRecord> Rejected { get; init; } = [];

    /// <summary>The fields of Canvas that this version does not know, with how often they came.</summary>
    public IReadOnlyDictionary<string, long> UnknownFields { get; init; } = new Dictionary<string, long>();

    /// <summary>The accounts that were edited locally.</summary>
    public IReadOnlyList<SyncConflict> Conflicts { get; init; } = [];

    internal static AccountSyncReport NotRead(string reason) => new() { Rows = RowCounts.None, Skipped = reason };

    internal static AccountSyncReport From(FetchedTable accounts, WriteSession session) => new()
    {
        Rows = session.Rows.Values.Aggregate(RowCounts.None, RowCounts.Add),
        RowsWritten = session.RowsWritten,
        Rejected = [.. accounts.Rejected.Take(100)],
        UnknownFields = accounts.UnknownFields.ToDictionary(pair => pair.Key, pair => pair.Value),
        Conflicts = session.Conflicts,
    };
}
