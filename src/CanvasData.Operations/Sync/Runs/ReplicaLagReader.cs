using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <inheritdoc/>
internal sealed class ReplicaLagReader(ICanvasContexts host, ReadContexts reads) : IReplicaLagReader
{
    public async Task<ReplicaLag> ReadAsync(long? courseId, CancellationToken cancellationToken)
    {
        // The replica is read first: what is committed in between makes it look behind, never current.
        var readable = reads.IsReplica ? await NewestAsync(reads.Contexts).ConfigureAwait(false) : null;
        var written = await NewestAsync(host).ConfigureAwait(false);
        return new ReplicaLag { IsReplica = reads.IsReplica, WrittenAt = written, ReadableAt = reads.IsReplica ? readable : written };

        Task<DateTimeOffset?> NewestAsync(ICanvasContexts contexts) => contexts.UseAsync<DateTimeOffset?>(
            async database => await database.Rows<CanvasCourseLease>().Where(lease => courseId == null || lease.CourseId == courseId)
                .MaxAsync(lease => lease.LastSyncedAt, cancellationToken).ConfigureAwait(false) is { } newest
                    ? new DateTimeOffset(UtcDateTimeConverter.ToUtc(newest))
                    : null,
            cancellationToken);
    }
}
