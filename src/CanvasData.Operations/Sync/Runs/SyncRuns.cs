using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock.
#pragma warning disable RS0030

namespace CanvasData.Operations.Sync;

/// <summary>The log of runs.</summary>
internal sealed class SyncRuns(ICanvasContexts contexts, TimeProvider time, ILogger<SyncRuns> logger)
{
    private const string Running = "Running";
    private const string Abandoned = "Abandoned";
    private static readonly TimeSpan SignPeriod = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private bool _looked;

    /// <summary>A run that is about to start; not stored yet.</summary>
    /// <param name="request">What it syncs.</param>
    /// <param name="started">The host's clock.</param>
    /// <param name="databaseNow">The database's clock.</param>
    public static CanvasSyncRun Begin(SyncRequest request, DateTimeOffset started, DateTime databaseNow) => new()
    {
        Id = request.RunId ?? Guid.CreateVersion7(started),
        StartedAt = started.UtcDateTime,
        Strategy = request.Strategy.ToString(),
        Outcome = Running,
        Owner = ProcessIdentity.Current,
        LastSeenAt = databaseNow,
        IsWhole = request.CourseIds is null,
    };

    /// <summary>Stores a run that starts. Whole-school runs, and the first of a process, close those that were killed.</summary>
    public async Task StartAsync(CanvasSyncRun run, CancellationToken cancellationToken)
    {
        if (run.IsWhole == true || !_looked)
        {
            await DatabaseRetry.RunAsync(() => contexts.UseAsync(database => CloseAbandonedAsync(database, run.LastSeenAt!.Value, cancellationToken), cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
            _looked = true;
        }

        await SaveAsync(
            async database =>
            {
                // It is there when only the answer of an earlier attempt was lost.
                if (!await database.Rows<CanvasSyncRun>().AnyAsync(row => row.Id == run.Id, cancellationToken).ConfigureAwait(false))
                {
                    database.Add(run);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Shows in its row, until disposed, that a run goes on.</summary>
    public IAsyncDisposable ShowSigns(CanvasSyncRun run) => new Repetition(
        SignPeriod,
        token => contexts.UseAsync(database => SignAsync(database, run, token), token),
        time);

    /// <summary>Notes how a run ended. The report is worth more than this row: a database that fails is logged, not thrown.</summary>
    public async Task EndAsync(CanvasSyncRun run, SyncReport report, bool canceled)
    {
        var failed = report.FailedCourses.Count();
        var rows = report.Rows.Values.Aggregate(RowCounts.None, RowCounts.Add);
        run.CompletedAt = time.GetUtcNow().UtcDateTime;
        run.Outcome = canceled ? "Canceled" : report.Succeeded ? "Succeeded" : report.Failure is not null || report.Count(CourseSyncOutcome.Succeeded) == 0 ? "Failed" : "PartiallyFailed";
        (run.Courses, run.FailedCourses, run.Requests) = (report.Courses.Count, failed, report.Requests);
        (run.RowsAdded, run.RowsChanged, run.RowsMissing) = (rows.Added, rows.Changed, rows.Missing);
        (run.FailureKind, run.FailureMessage) = (report.Failure?.Kind, report.Failure?.Text);
        run.Rejected = report.Courses.Sum(course => course.RejectedCount);
        try
        {
            await SaveAsync(
                async database =>
                {
                    run.FailureMessage = TextLength.Cut<CanvasSyncRun>(database, nameof(CanvasSyncRun.FailureMessage), run.FailureMessage);

                    // Loaded, not attached: a host may have put a row version on every table.
                    var stored = await database.Set<CanvasSyncRun>().IgnoreQueryFilters().AsTracking().SingleOrDefaultAsync(row => row.Id == run.Id, CancellationToken.None).ConfigureAwait(false);
                    (stored is null ? database.Add(run) : database.Entry(stored)).CurrentValues.SetValues(run);
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbUpdateException || DatabaseRetry.IsDatabaseFailure(error))
        {
            logger.RunNotLogged(run.Id, SafeText.KindOf(error));
        }
    }

    private static async Task<bool> CloseAbandonedAsync(DbContext database, DateTime now, CancellationToken cancellationToken)
    {
        var running = await database.Rows<CanvasSyncRun>().Where(row => row.CompletedAt == null && row.Outcome == Running)
            .Select(row => new { row.Id, row.Owner, row.StartedAt, row.LastSeenAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var run in running.Where(run => run.LastSeenAt is not { } seen || now - seen > LongestSilence || (run.Owner is { } owner && ProcessIdentity.HasEnded(owner))))
        {
            await CloseAsync(database, run.Id, run.LastSeenAt ?? run.StartedAt, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    // A statement of its own: no row version of the host's is in its way. InMemory has none, and no second process.
    private static async Task<bool> SignAsync(DbContext database, CanvasSyncRun run, CancellationToken cancellationToken) =>
        database.Database.IsRelational() &&
        await database.Set<CanvasSyncRun>().IgnoreQueryFilters().Where(row => row.Id == run.Id && row.Outcome == Running).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastSeenAt, row => DateTime.UtcNow).SetProperty(row => row.Courses, run.Courses), cancellationToken).ConfigureAwait(false) == 1;

    private static async Task CloseAsync(DbContext database, Guid id, DateTime lastSeen, CancellationToken cancellationToken)
    {
        var rows = database.Set<CanvasSyncRun>().IgnoreQueryFilters().Where(row => row.Id == id && row.Outcome == Running);
        if (database.Database.IsRelational())
        {
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Outcome, Abandoned).SetProperty(row => row.CompletedAt, lastSeen), cancellationToken).ConfigureAwait(false);
        }
        else if (await rows.AsTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } run)
        {
            (run.Outcome, run.CompletedAt) = (Abandoned, lastSeen);
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SaveAsync(Func<DbContext, Task> prepare, CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(
            async database =>
            {
                await prepare(database).ConfigureAwait(false);
                return await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken),
        null,
        time,
        cancellationToken);
}
