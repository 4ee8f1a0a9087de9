using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock: claims must not depend on the clocks of nodes.
#pragma warning disable RS0030

namespace CanvasData.Operations.Orchestration;

/// <summary>The rows of the courses of runs: which are next, who syncs them, and how they ended.</summary>
internal sealed class ClusterCourseStore(ClusterDatabase database, ClusterNode node, IOptions<ClusterOptions> options)
{
    private double LeaseSeconds => options.Value.LeaseDuration.TotalSeconds;

    /// <summary>Takes the next courses of a run. Those of a silent node are free when its lease has expired.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="own">The courses that this node still syncs, whose leases may have expired while the database was away.</param>
    /// <param name="cancellationToken">Ends the call before courses are taken.</param>
    /// <returns>The courses; none when other nodes were faster, or all are held, ended or suspect.</returns>
    public Task<List<CanvasClusterCourse>> TakeAsync(Guid runId, int count, IReadOnlyCollection<long> own, CancellationToken cancellationToken) => database.RunOnceAsync(
        context => TakeAsync(
            context, runId, Free(context, runId).Where(course => !own.Contains(course.CourseId) && !(course.TakeOvers > 0 && course.Node != null)).OrderBy(course => course.Position).Take(count), cancellationToken),
        cancellationToken);

    /// <summary>Takes one course that was in the hands of two silent nodes or more: it may be what ended them.</summary>
    /// <returns>The course; none when there is no such course.</returns>
    public Task<List<CanvasClusterCourse>> TakeSuspectAsync(Guid runId, CancellationToken cancellationToken) => database.RunOnceAsync(
        context => TakeAsync(context, runId, Suspect(context, runId).OrderBy(course => course.Position).Take(1), cancellationToken), cancellationToken);

    /// <summary>Whether a course is free that was in the hands of two silent nodes or more.</summary>
    public Task<bool> HasSuspectAsync(Guid runId, IReadOnlyCollection<long> own, CancellationToken cancellationToken) => database.RunOnceAsync(
        context => Suspect(context, runId).AnyAsync(course => !own.Contains(course.CourseId), cancellationToken), cancellationToken);

    private async Task<List<CanvasClusterCourse>> TakeAsync(DbContext context, Guid runId, IQueryable<CanvasClusterCourse> wanted, CancellationToken cancellationToken)
    {
        var next = await wanted.Select(course => new { course.CourseId, course.Epoch }).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (next.Count == 0)
        {
            return [];
        }

        // A repetition after a lost answer finds the courses taken: they are free again when this lease expires.
        var (ids, epochs) = (next.ConvertAll(course => course.CourseId), next.ToDictionary(course => course.CourseId, course => course.Epoch));
        await Free(context, runId).Where(course => ids.Contains(course.CourseId)).ExecuteUpdateAsync(
            set => set.SetProperty(course => course.TakeOvers, course => course.TakeOvers + (course.Node != null ? 1 : 0))
                .SetProperty(course => course.Node, node.Id)
                .SetProperty(course => course.Epoch, course => course.Epoch + 1)
                .SetProperty(course => course.LeaseUntil, course => DateTime.UtcNow.AddSeconds(LeaseSeconds)),
            CancellationToken.None).ConfigureAwait(false);
        var taken = await context.Rows<CanvasClusterCourse>().Where(course => course.RunId == runId && course.Node == node.Id && course.EndedAt == null && ids.Contains(course.CourseId))
            .OrderBy(course => course.Position).ToListAsync(CancellationToken.None).ConfigureAwait(false);
        return taken.FindAll(course => course.Epoch == epochs[course.CourseId] + 1);
    }

    /// <summary>Renews the leases of courses that this node syncs.</summary>
    public Task<int> RenewAsync(Guid runId, IReadOnlyCollection<long> courseIds, CancellationToken cancellationToken) => database.RunOnceAsync(
        context => context.Set<CanvasClusterCourse>().IgnoreQueryFilters()
            .Where(course => course.RunId == runId && courseIds.Contains(course.CourseId) && course.Node == node.Id && course.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(course => course.LeaseUntil, course => DateTime.UtcNow.AddSeconds(LeaseSeconds)), cancellationToken),
        cancellationToken);

    /// <summary>Notes how a course ended.</summary>
    public Task<bool> EndAsync(CanvasClusterCourse taken, CourseSyncReport report, CancellationToken cancellationToken) =>
        database.RunAsync(context => EndAsync(context, taken, report, cancellationToken), cancellationToken);

    /// <summary>Notes how a course ended, in the open transaction of a context.</summary>
    /// <returns>Whether the course was still this node's.</returns>
    public async Task<bool> EndAsync(DbContext context, CanvasClusterCourse taken, CourseSyncReport report, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(new StoredCourseReport(report, [.. report.TookFrom]), ClusterJson.Default.StoredCourseReport);
        return await Held(context, taken).ExecuteUpdateAsync(
            set => set.SetProperty(course => course.EndedAt, course => DateTime.UtcNow)
                .SetProperty(course => course.Outcome, report.Outcome.ToString())
                .SetProperty(course => course.Report, json)
                .SetProperty(course => course.RowsWritten, course => course.RowsWritten + report.RowsWritten)
                .SetProperty(course => course.Requests, course => course.Requests + report.Requests)
                .SetProperty(course => course.Listed, (string?)null)
                .SetProperty(course => course.LeaseUntil, (DateTime?)null),
            cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>Gives a course back, so that another node may take it.</summary>
    /// <param name="taken">The course.</param>
    /// <param name="requests">The requests that were sent for it.</param>
    /// <param name="delay">The time for which no node takes it; null for none.</param>
    /// <param name="hasFailed">Whether it was tried in vain, which is permitted a few times.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<int> GiveBackAsync(CanvasClusterCourse taken, long requests, TimeSpan? delay, bool hasFailed, CancellationToken cancellationToken)
    {
        var seconds = delay?.TotalSeconds ?? 0;
        var attempt = hasFailed ? 1 : 0;
        return database.RunAsync(
            context => Held(context, taken).ExecuteUpdateAsync(
                set => set.SetProperty(course => course.LeaseUntil, course => DateTime.UtcNow.AddSeconds(seconds))
                    .SetProperty(course => course.Node, (Guid?)null)
                    .SetProperty(course => course.Requests, course => course.Requests + requests)
                    .SetProperty(course => course.Attempts, course => course.Attempts + attempt),
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Counts a commit that was refused because the course had a newer owner.</summary>
    public Task<int> CountFencedAsync(CanvasClusterCourse taken, CancellationToken cancellationToken) => database.RunAsync(
        context => context.Set<CanvasClusterCourse>().IgnoreQueryFilters().Where(course => course.RunId == taken.RunId && course.CourseId == taken.CourseId)
            .ExecuteUpdateAsync(set => set.SetProperty(course => course.Fenced, course => course.Fenced + 1), cancellationToken),
        cancellationToken);

    /// <summary>Opens courses of a run once more, after all have ended.</summary>
    public static async Task ReopenAsync(DbContext context, Guid runId, IReadOnlyCollection<long> courseIds, CancellationToken cancellationToken) =>
        await context.Set<CanvasClusterCourse>().IgnoreQueryFilters().Where(course => course.RunId == runId && courseIds.Contains(course.CourseId)).ExecuteUpdateAsync(
            set => set.SetProperty(course => course.EndedAt, (DateTime?)null).SetProperty(course => course.Node, (Guid?)null).SetProperty(course => course.Attempts, 0),
            cancellationToken).ConfigureAwait(false);

    /// <summary>Whether a course of a run has not ended.</summary>
    public Task<bool> AreOpenAsync(Guid runId, CancellationToken cancellationToken) => database.RunAsync(
        context => context.Rows<CanvasClusterCourse>().AnyAsync(course => course.RunId == runId && course.EndedAt == null, cancellationToken), cancellationToken);

    /// <summary>Reads the reports of a run, in the order of its courses.</summary>
    public async Task<List<CourseSyncReport>> ReadReportsAsync(Guid runId, CancellationToken cancellationToken)
    {
        return await database.RunAsync(
            async context =>
            {
                var rows = context.Rows<CanvasClusterCourse>().Where(course => course.RunId == runId).OrderBy(course => course.Position)
                    .Select(course => new { course.CourseId, course.Report, course.EndedAt }).AsAsyncEnumerable();
                var reports = new List<CourseSyncReport>();
                await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    reports.Add(row is { EndedAt: not null, Report: { } json }
                        ? JsonSerializer.Deserialize(json, ClusterJson.Default.StoredCourseReport)!.ToReport()
                        : new CourseSyncReport { CourseId = row.CourseId, Outcome = CourseSyncOutcome.Canceled });
                }

                return reports;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private IQueryable<CanvasClusterCourse> Held(DbContext context, CanvasClusterCourse taken) => context.Set<CanvasClusterCourse>().IgnoreQueryFilters()
        .Where(course => course.RunId == taken.RunId && course.CourseId == taken.CourseId && course.Node == node.Id && course.Epoch == taken.Epoch && course.EndedAt == null);

    private static IQueryable<CanvasClusterCourse> Suspect(DbContext context, Guid runId) => Free(context, runId).Where(course => course.TakeOvers > 0 && course.Node != null);

    private static IQueryable<CanvasClusterCourse> Free(DbContext context, Guid runId) => context.Set<CanvasClusterCourse>().IgnoreQueryFilters()
        .Where(course => course.RunId == runId && course.EndedAt == null && (course.LeaseUntil == null || course.LeaseUntil < DateTime.UtcNow));
}
