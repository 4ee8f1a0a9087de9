using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>Marks the courses that a complete list of Canvas no longer holds.</summary>
internal sealed class MissingCourseMarker(
    ICanvasContexts contexts, CourseLeases leases, FencedTransaction transactions, BulkWriters writers, IOptions<SyncOptions> options, TimeProvider time)
{
    // The course lease of the list of courses; no course has this id.
    private const long ListOfCourses = 0;

    // More than these are for the guard against mass disappearance.
    private const int MaxAskedOneByOne = 100;

    /// <param name="listed">The courses that Canvas listed when the run began.</param>
    /// <param name="listAgain">Lists them once more. A numbered page that moved while it was read hides courses that are there, and new ones may have been synced since.</param>
    /// <param name="isThere">Whether Canvas has a course that it does not list: one that was synced by its id, or with another token.</param>
    /// <param name="readAt">When the list was read, where a host brings it; null for now. Courses that are newer are not judged by it.</param>
    /// <param name="request">The request of the run.</param>
    /// <param name="cancellationToken">Ends it; nothing is marked then.</param>
    /// <returns>How many were marked; 0 when another process is at it.</returns>
    public async Task<int> MarkAsync(
        IReadOnlyCollection<long> listed, Func<Task<IReadOnlyList<long>>> listAgain, Func<long, Task<bool>> isThere, DateTimeOffset? readAt, SyncRequest request, CancellationToken cancellationToken)
    {
        var seen = listed.ToHashSet();
        if (await UnseenAsync(seen, readAt, cancellationToken).ConfigureAwait(false) is [])
        {
            return 0;
        }

        seen.UnionWith(await listAgain().ConfigureAwait(false));
        var unseen = await UnseenAsync(seen, readAt, cancellationToken).ConfigureAwait(false);
        var versions = await LeasesAsync(unseen, lease => lease.Version, cancellationToken).ConfigureAwait(false);
        var gone = new List<long>();
        foreach (var id in unseen)
        {
            if (unseen.Count > MaxAskedOneByOne || !await isThere(id).ConfigureAwait(false))
            {
                gone.Add(id);
            }
        }

        if (gone.Count == 0 ||
            (await leases.ClaimAsync(ListOfCourses, cancellationToken).ConfigureAwait(false)).Claim is not { } claim)
        {
            return 0;
        }

        try
        {
            var now = claim.Moment;
            var session = await transactions.RunAsync(
                claim, new LeaseProgress(now, null, claim.Since), _ => false, database => MarkAsync(database, claim, gone, versions, request, now, cancellationToken), cancellationToken).ConfigureAwait(false);
            return (int)session.Rows.Values.Sum(counts => counts.Missing);
        }
        catch (LeaseLostException)
        {
            return 0;
        }
        catch (Exception error)
        {
            await leases.ReleaseAsync(claim, error.GetType().Name, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Counts the stored courses when Canvas lists none of them: the token or the account is likely another one.</summary>
    /// <returns>0 when there are none, or when at least one is listed.</returns>
    public async Task<int> CountWhenNoneIsListedAsync(IReadOnlyCollection<long> listed, CancellationToken cancellationToken)
    {
        var stored = await LiveAsync(cancellationToken).ConfigureAwait(false);
        return stored.Exists(listed.ToHashSet().Contains) ? 0 : stored.Count;
    }

    private async Task<List<long>> UnseenAsync(HashSet<long> seen, DateTimeOffset? readAt, CancellationToken cancellationToken)
    {
        var unseen = (await LiveAsync(cancellationToken).ConfigureAwait(false)).FindAll(id => !seen.Contains(id));
        if (readAt is not { } moment || unseen.Count == 0)
        {
            return unseen;
        }

        var newer = await LeasesAsync(unseen, lease => RecordAge.IsNewer(lease, moment, options.Value.WatermarkOverlap), cancellationToken).ConfigureAwait(false);
        return unseen.FindAll(id => !newer.GetValueOrDefault(id));
    }

    private Task<List<long>> LiveAsync(CancellationToken cancellationToken) =>
        DatabaseRetry.RunAsync(
            () => contexts.UseAsync(
                database => database.Rows<CanvasCourse>().Where(row => row.MissingSince == null).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken),
            null,
            time,
            cancellationToken);

    private Task<Dictionary<long, TValue>> LeasesAsync<TValue>(List<long> courses, Func<CanvasCourseLease, TValue> value, CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(database => LeasesAsync(database, courses, value, cancellationToken), cancellationToken), null, time, cancellationToken);

    private static async Task<Dictionary<long, TValue>> LeasesAsync<TValue>(DbContext database, IReadOnlyList<long> courses, Func<CanvasCourseLease, TValue> value, CancellationToken cancellationToken)
    {
        var values = new Dictionary<long, TValue>();
        foreach (var ids in courses.Chunk(10_000))
        {
            var units = database.Rows<CanvasCourseLease>().Where(unit => EF.Parameter(ids).Contains(unit.CourseId));
            await foreach (var unit in units.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                values[unit.CourseId] = value(unit);
            }
        }

        return values;
    }

    // Holds off the commits of these courses, and waits for those that are under way.
    private static async Task LockAsync(DbContext database, List<long> courses, CancellationToken cancellationToken)
    {
        foreach (var ids in database.Database.IsRelational() ? courses.Order().Chunk(1_000) : [])
        {
            await database.Set<CanvasCourseLease>().IgnoreQueryFilters().Where(unit => EF.Parameter(ids).Contains(unit.CourseId))
                .ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Version, unit => unit.Version), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<WriteSession> MarkAsync(
        DbContext database, CourseLease lease, List<long> gone, Dictionary<long, long> versions, SyncRequest request, DateTime now, CancellationToken cancellationToken)
    {
        var session = new WriteSession(database, writers.For(database), request, options.Value, ListOfCourses, now, now);
        await LockAsync(database, gone, cancellationToken).ConfigureAwait(false);

        // A course that was synced since Canvas was asked about it is not gone.
        var synced = await LeasesAsync(database, gone, unit => unit.Version, cancellationToken).ConfigureAwait(false);
        var missing = gone.Where(id => synced.GetValueOrDefault(id) == versions.GetValueOrDefault(id)).ToList();
        var live = await database.Rows<CanvasCourse>().CountAsync(row => row.MissingSince == null, cancellationToken).ConfigureAwait(false);
        var lifecycle = new LifecycleRecorder(session, lease.LastFullSyncAt);
        var collection = new FetchedTable<CanvasCourse>("course", options.Value.MemoryRows);
        await using (collection.ConfigureAwait(false))
        {
            var table = new TableSync<CanvasCourse>(session, collection, new TableRules<CanvasCourse>
            {
                OnChanges = (changes, token) => lifecycle.ObjectsAsync(CanvasObjectTypes.Course, changes, token),
            });
            table.Guard(missing.Count, live);
            await table.MarkMissingAsync(missing, cancellationToken).ConfigureAwait(false);
        }

        return session;
    }
}
