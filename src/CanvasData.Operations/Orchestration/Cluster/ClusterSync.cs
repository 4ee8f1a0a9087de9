using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <inheritdoc cref="IClusterSync"/>
internal sealed class ClusterSync(ClusterDatabase database, ClusterCourseStore courses, RunFinisher finisher, TimeProvider time) : IClusterSync
{
    private const int MaxScheduleName = 100;
    private const int ListedRuns = 20;

    public async Task<Guid> StartAsync(SyncRequest? request, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await StartAsync(id, null, request, cancellationToken).ConfigureAwait(false);
        return id;
    }

    public async Task<Guid?> StartScheduledAsync(string schedule, DateTimeOffset due, SyncRequest? request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(schedule);
        if (schedule.Length > MaxScheduleName)
        {
            throw new InvalidArgumentException(nameof(schedule), $"The name has {schedule.Length} characters.", $"Give at most {MaxScheduleName}.");
        }

        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{schedule} {due.UtcDateTime:O}");
        var id = new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
        return await StartAsync(id, schedule, request, cancellationToken).ConfigureAwait(false) ? id : null;
    }

    public Task<ClusterRun?> FindAsync(Guid runId, CancellationToken cancellationToken) => database.RunAsync(
        async context => await context.Rows<CanvasClusterRun>().SingleOrDefaultAsync(run => run.Id == runId, cancellationToken).ConfigureAwait(false) is { } found
            ? await ClusterProgress.ReadAsync(context, found, cancellationToken).ConfigureAwait(false)
            : null,
        cancellationToken);

    public Task<IReadOnlyList<ClusterRun>> ListAsync(CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<ClusterRun>>(
        async context =>
        {
            var all = context.Rows<CanvasClusterRun>();
            var open = await all.Where(run => run.EndedAt == null).ToListAsync(cancellationToken).ConfigureAwait(false);
            var ended = await all.Where(run => run.EndedAt != null).OrderByDescending(run => run.EndedAt).Take(ListedRuns).ToListAsync(cancellationToken).ConfigureAwait(false);
            var listed = new List<ClusterRun>();
            foreach (var run in open.Concat(ended).OrderByDescending(run => run.CreatedAt))
            {
                listed.Add(await ClusterProgress.ReadStoredAsync(context, run, cancellationToken).ConfigureAwait(false));
            }

            return listed;
        },
        cancellationToken);

    public async Task<SyncReport?> FindReportAsync(Guid runId, CancellationToken cancellationToken)
    {
        var run = await database.RunAsync(context => context.Rows<CanvasClusterRun>().SingleOrDefaultAsync(row => row.Id == runId, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (run is null)
        {
            return null;
        }

        var reports = await courses.ReadReportsAsync(runId, cancellationToken).ConfigureAwait(false);
        if (reports.Count == 0 && run.Totals is { } totals && JsonSerializer.Deserialize(totals, ClusterJson.Default.ClusterTotals)!.Courses > 0)
        {
            return null;
        }

        var failure = run.Failure is { } json ? JsonSerializer.Deserialize(json, ClusterJson.Default.SyncFailure) : null;
        return await finisher.ReportAsync(run, reports, failure, run.MissingCourses, 0, cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> PauseAsync(Guid runId, CancellationToken cancellationToken) => ChangeAsync(runId, [ClusterStates.Open], ClusterStates.Paused, cancellationToken);

    public Task<bool> ResumeAsync(Guid runId, CancellationToken cancellationToken) => ChangeAsync(runId, [ClusterStates.Paused], ClusterStates.Open, cancellationToken);

    public Task<bool> CancelAsync(Guid runId, CancellationToken cancellationToken) => ChangeAsync(runId, [ClusterStates.Open, ClusterStates.Paused], ClusterStates.Stopping, cancellationToken);

    public async Task<TimeSpan> MeasureClockAsync(CancellationToken cancellationToken)
    {
        await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var before = time.GetUtcNow();
        var now = await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var after = time.GetUtcNow();

        // The answer was made somewhere between: a slow one says nothing about the clock.
        return now < before.UtcDateTime ? before.UtcDateTime - now : now > after.UtcDateTime ? after.UtcDateTime - now : TimeSpan.Zero;
    }

    private async Task<bool> StartAsync(Guid id, string? schedule, SyncRequest? request, CancellationToken cancellationToken)
    {
        request ??= new SyncRequest();
        request.Check();
        var now = await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await database.RunAsync(
            async context =>
            {
                // One statement: between two, another node could start this very run, which the second would take for one of another time.
                var standing = await context.Rows<CanvasClusterRun>().Where(run => run.Id == id || (schedule != null && run.Schedule == schedule && run.EndedAt == null))
                    .Select(run => run.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                if (standing.Count > 0)
                {
                    // It stands already when only the answer of an earlier attempt was lost, or another node was faster.
                    return standing.Contains(id);
                }

                context.Add(new CanvasClusterRun
                {
                    Id = id,
                    Schedule = schedule,
                    Request = JsonSerializer.Serialize(request, ClusterJson.Default.SyncRequest),
                    Rank = SyncPriority.High - request.Priority,
                    CreatedAt = now,
                    State = ClusterStates.Open,
                });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ChangeAsync(Guid runId, string[] from, string to, CancellationToken cancellationToken) => await database.RunAsync(
        context => context.Set<CanvasClusterRun>().IgnoreQueryFilters().Where(run => run.Id == runId && run.EndedAt == null && from.Contains(run.State))
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, to), cancellationToken),
        cancellationToken).ConfigureAwait(false) == 1;
}
