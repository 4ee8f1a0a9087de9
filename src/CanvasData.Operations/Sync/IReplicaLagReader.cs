namespace CanvasData.Operations.Sync;

/// <summary>Reads how far the replica of <c>UseReadContext</c> is behind the database that syncs write.</summary>
public interface IReplicaLagReader
{
    /// <summary>
    /// Compares the newest commit of a sync in both databases. It works for each kind of replica, and a quiet school is not behind. Edits of
    /// the host are not compared.
    /// </summary>
    /// <param name="courseId">The course; null for all courses.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ReplicaLag> ReadAsync(long? courseId = null, CancellationToken cancellationToken = default);
}

/// <summary>The state of a replica.</summary>
public sealed record ReplicaLag
{
    /// <summary>Whether a replica is configured; when not, both times are those of the host's database.</summary>
    public required bool IsReplica { get; init; }

    /// <summary>When a sync last committed; null before the first.</summary>
    public required DateTimeOffset? WrittenAt { get; init; }

    /// <summary>When the newest sync that can be read had committed; null when none can be read.</summary>
    public required DateTimeOffset? ReadableAt { get; init; }

    /// <summary>Whether everything that syncs wrote can be read.</summary>
    public bool IsCurrent => ReadableAt >= WrittenAt || WrittenAt is null;

    /// <summary>The time between both commits, zero when nothing is missing; null when nothing can be read yet.</summary>
    public TimeSpan? Behind => IsCurrent ? TimeSpan.Zero : WrittenAt - ReadableAt;
}
