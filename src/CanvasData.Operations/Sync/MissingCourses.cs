using CanvasData.Operations.Bulk;
using CanvasData.Operations.Canvas;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>Marks the courses that a complete list of Canvas no longer holds.</summary>
internal sealed class MissingCourses(ICanvasContexts contexts, WorkUnits units, BulkWriters writers, IOptions<CanvasOperationsOptions> options, TimeProvider time)
{
    // The work unit of the list of courses; no course has this id.
    private const long ListOfCourses = 0;

    /// <returns>How many were marked; 0 when another process is at it.</returns>
    public async Task<int> MarkAsync(IReadOnlyCollection<long> listed, SyncRequest request, CancellationToken cancellationToken)
    {
        var seen = listed.ToHashSet();
        var vanished = await contexts.UseAsync(
            async database =>
            {
                var stored = await StoredKeys.ReadAsync(database, database.All<CanvasCourse>().Where(row => row.MissingSince == null), cancellationToken).ConfigureAwait(false);
                return stored.LiveIds().Where(id => !seen.Contains(id)).ToList();
            },
            cancellationToken).ConfigureAwait(false);
        if (vanished.Count == 0 || (await units.ClaimAsync(ListOfCourses, cancellationToken).ConfigureAwait(false)).Claim is not { } claim)
        {
            return 0;
        }

        try
        {
            return await contexts.UseAsync(
                outer => outer.Database.CreateExecutionStrategy().ExecuteAsync(
                    token => contexts.UseAsync(database => MarkAsync(database, claim, seen, request, token), token), cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (CanvasOperationsException error)
        {
            // The answer to the question must not meet a claim of whoever asked.
            await units.ReleaseAsync(claim, error.GetType().Name, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<int> MarkAsync(DbContext database, WorkClaim claim, HashSet<long> listed, SyncRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var transaction = database.Database.IsRelational() ? await database.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false) : null;
        try
        {
            if (await WorkUnits.AdvanceAsync(database, claim, new WorkProgress(now, null, Full: true), cancellationToken).ConfigureAwait(false) != CommitRight.Granted)
            {
                return 0;
            }

            var session = new WriteSession(database, writers.For(database), request, options.Value.Sync, ListOfCourses, now);
            var lifecycle = new LifecycleRecorder(session, claim.LastFullSyncAt);
            var collection = new Collection<CanvasCourse>("course", options.Value.Sync.MemoryRows) { Complete = true };
            await using (collection.ConfigureAwait(false))
            {
                foreach (var id in listed)
                {
                    collection.See(id);
                }

                await new TableSync<CanvasCourse>(session, collection, new TableRules<CanvasCourse>
                {
                    OfCourse = _ => true,
                    OnChanges = (changes, token) => lifecycle.ObjectsAsync(CanvasObjectTypes.Course, changes, token),
                }).RunAsync(cancellationToken).ConfigureAwait(false);
            }

            if (transaction is not null)
            {
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }

            return (int)session.Rows.Values.Sum(counts => counts.Missing);
        }
        finally
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
