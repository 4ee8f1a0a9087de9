using CanvasData.Operations.Client;

namespace CanvasData.Operations.Orchestration;

/// <summary>The records of one kind that a bundle holds of a course.</summary>
/// <typeparam name="TRecord">The kind of record.</typeparam>
/// <param name="Records">The records, in any order.</param>
public sealed record BundleListing<TRecord>(IReadOnlyList<TRecord> Records) where TRecord : CanvasRecord
{
    /// <summary>
    /// Whether Canvas has more of these than the bundle. Stored rows that are not in a partial listing stay as they are; those that a
    /// complete one lacks are marked missing.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>The number of records that the source announced, as a check; null for none. A listing of another length is refused.</summary>
    public int? Count { get; init; }
}
