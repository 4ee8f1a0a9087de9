using CanvasData.Operations.Client;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.DataAccess;

/// <inheritdoc/>
internal sealed class DataAccessSync(
    DataAccessTransport transport, ISourceSync courses, IOptions<DataAccessOptions> options, IOptions<CanvasOperationsOptions> operations, TimeProvider time,
    ILogger<DataAccessSync> logger) : IDataAccessSync
{
    private DataAccessOptions Options => options.Value;

    public async Task<DataAccessReport> RunAsync(DataAccessRequest? request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        request ??= new DataAccessRequest();
        if (request.Sync is { CourseIds: not null } or { Courses: not null } or { Strategy: SyncStrategy.Incremental })
        {
            throw new InvalidArgumentException("request.Sync", "It chooses courses or is incremental, and the tables decide about both.", "Leave CourseIds and Courses null, and the strategy Full or Conservative.");
        }

        using var store = ReplicaStore.Open(Options.Directory, Options.CanvasAddress!);
        var counter = new RequestCounter();
        using var intake = new TableIntake(new DataAccessJobs(transport, options, time), store, options);
        var tables = await intake.RunAsync(request.Snapshots, counter, cancellationToken).ConfigureAwait(false);
        var parts = StoredParts.Of(request.Sync?.Profile ?? operations.Value.Sync.Profile, request.Sync?.Strategy ?? SyncStrategy.Full);
        PendingCourses.Find(store, Coverage.Of(tables), parts, request.AllCourses);
        Log(store, tables, counter);
        var (sync, newer) = await SyncAsync(store, intake.Columns, request.Sync, progress, cancellationToken).ConfigureAwait(false);
        using var connection = store.Connect();
        return new DataAccessReport
        {
            Tables = tables,
            Sync = sync,
            NewerCourses = newer,
            PendingCourses = PendingCourses.Read(connection).Count,
            Requests = counter.Requests,
        };
    }

    public Task ClearAsync(CancellationToken cancellationToken) => Task.Run(() => ReplicaStore.Clear(Options.Directory), cancellationToken);

    private void Log(ReplicaStore store, IReadOnlyList<TableReport> tables, RequestCounter counter)
    {
        using var connection = store.Connect();
        logger.TablesRead(tables.Sum(table => table.Records), counter.Requests, PendingCourses.Read(connection).Count);
        foreach (var table in tables.Where(table => table.Unreadable > 0))
        {
            logger.RecordsLeftOut(table.Unreadable, table.Records, table.Table);
        }

        foreach (var table in tables.Where(table => table.Reading == TableReading.Delayed))
        {
            logger.TableDelayed(table.Table);
        }
    }

    private async Task<(SyncReport? Sync, IReadOnlyList<long> Newer)> SyncAsync(
        ReplicaStore store, IReadOnlyDictionary<string, IReadOnlySet<string>> columns, SyncRequest? request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        var pending = PendingCourses.Read(connection);
        if (pending.Count == 0 && !PendingCourses.HaveAccountsChanged(connection))
        {
            return (null, []);
        }

        var client = new ReplicaClient(store, columns, Options, PendingCourses.ReadAt(connection)!.Value, pending);
        var gate = new Lock();
        var report = await courses.SyncAsync(client, pending.Keys.ToHashSet(), request, new Committed(Commit), cancellationToken).ConfigureAwait(false);
        if (report.Failure is null)
        {
            // The run has marked those missing that are not listed any more.
            var seen = report.Courses.Select(course => course.CourseId).ToHashSet();
            foreach (var gone in pending.Keys.Where(id => !seen.Contains(id)))
            {
                PendingCourses.Remove(connection, gone, []);
            }

            PendingCourses.RemoveAccounts(connection);
        }

        return (report, [.. report.Courses.Where(course => course.Failure?.Kind == nameof(InvalidArgumentException)).Select(course => course.CourseId)]);

        void Commit(SyncEvent happened)
        {
            // A course some of whose rows are newer elsewhere is compared again when the tables have reached that moment.
            if (happened is CourseSyncEnded { Report: { Outcome: CourseSyncOutcome.Succeeded, NewerRows: 0, CourseId: var course } })
            {
                lock (gate)
                {
                    PendingCourses.Remove(connection, course, client.LeftOut(course));
                }
            }

            progress?.Report(happened);
        }
    }

    /// <summary>Hands events on at once, in the order in which they happen.</summary>
    private sealed class Committed(Action<SyncEvent> act) : IProgress<SyncEvent>
    {
        public void Report(SyncEvent value) => act(value);
    }
}
