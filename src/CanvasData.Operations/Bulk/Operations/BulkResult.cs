namespace CanvasData.Operations.Bulk;

/// <summary>The outcome of a bulk call.</summary>
public sealed record BulkResult
{
    /// <summary>The rows that were given.</summary>
    public required long RowsRead { get; init; }

    /// <summary>The rows that were added or overwritten. Stored rows that were kept, and updates without a stored row, do not count.</summary>
    public required long RowsWritten { get; init; }

    /// <summary>The stored rows that were deleted.</summary>
    public required long RowsDeleted { get; init; }

    /// <summary>The rows that the database refused and that were left out, in the order of the call.</summary>
    public required IReadOnlyList<RefusedRow> Refused { get; init; }
}

/// <summary>A row that the database refused.</summary>
public sealed record RefusedRow
{
    /// <summary>The number of the row in the call, from 1. Null for a stored row that a synchronization was to delete.</summary>
    public required long? Position { get; init; }

    /// <summary>The parts of its primary key as text; empty when the database was to make it. Keys of text may be personal data; texts of exceptions show whole numbers and Guids only.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The code of the database, a sentence and the names of column and constraint. It holds no values.</summary>
    public required string Reason { get; init; }
}
