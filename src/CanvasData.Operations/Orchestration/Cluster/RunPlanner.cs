using System.Text.Json;
using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Turns the list of courses of a run into rows that nodes take. Each page of the list is stored when it is read: the first courses begin
/// while the rest is listed, and a successor goes on after the courses that are stored.
/// </summary>
internal sealed class RunPlanner(
    ICanvasClient client, ClusterDatabase database, ClusterRunStore runs, SyncRuns log, CourseLeases leases, AccountSync accounts, TransformerSet transformers,
    IOptions<SyncOptions> options, TimeProvider time)
{
    /// <summary>The owner of shared runs in the log of runs: no single process.</summary>
    private const string Owner = "cluster";

    private const int BatchCourses = 100;

    /// <exception cref="RunClaimLostException">Another node plans the run now, or it is being stopped.</exception>
    public async Task PlanAsync(RunClaim claim, CancellationToken cancellationToken)
    {
        // Another node may have planned it between the look and the claim.
        if (claim.Run.IsPlanned)
        {
            return;
        }

        var counter = new RequestCounter();
        var now = await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var run = SyncRuns.Begin(claim.Request, time.GetUtcNow(), now);
        run.Owner = Owner;
        await log.StartAsync(run, cancellationToken).ConfigureAwait(false);
        AccountSyncReport? read = null;
        if (claim.Request.CourseIds is { } named)
        {
            var rows = named.Distinct().Select((id, position) => new CanvasClusterCourse { RunId = claim.RunId, CourseId = id, Position = position });
            foreach (var batch in rows.Chunk(BatchCourses))
            {
                await StoreAsync(claim, batch, cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            await ListAsync(claim, counter, now, cancellationToken).ConfigureAwait(false);
            read = await accounts.RunAsync(claim.Request, counter, cancellationToken).ConfigureAwait(false);
        }

        await runs.PlannedAsync(claim, counter.Requests, read, cancellationToken).ConfigureAwait(false);
    }

    private async Task ListAsync(RunClaim claim, RequestCounter counter, DateTime now, CancellationToken cancellationToken)
    {
        var known = await leases.ReadAsync(cancellationToken).ConfigureAwait(false);
        var seen = new HashSet<long>();
        var batch = new List<CanvasClusterCourse>(BatchCourses);
        await foreach (var (id, course) in new CourseList(client).ReadAsync(claim.Request, counter, cancellationToken).ConfigureAwait(false))
        {
            if (!seen.Add(id))
            {
                continue;
            }

            batch.Add(Row(claim, id, seen.Count - 1, course, known.GetValueOrDefault(id), now));
            if (batch.Count == BatchCourses)
            {
                await StoreAsync(claim, batch, cancellationToken).ConfigureAwait(false);
                batch.Clear();
            }
        }

        await StoreAsync(claim, batch, cancellationToken).ConfigureAwait(false);
    }

    private CanvasClusterCourse Row(RunClaim claim, long id, int position, CourseRecord? course, KnownLease? lease, DateTime now)
    {
        var row = new CanvasClusterCourse { RunId = claim.RunId, CourseId = id, Position = position };
        var interval = options.Value.ConcludedInterval;
        if (claim.Request.Strategy == SyncStrategy.Incremental && interval > TimeSpan.Zero &&
            ConcludedCourses.Leave(id, course, lease, claim.Request.Profile ?? options.Value.Profile, time.GetUtcNow(), interval) is { } left)
        {
            (row.EndedAt, row.Outcome) = (now, left.Outcome.ToString());
            row.Report = JsonSerializer.Serialize(new StoredCourseReport(left, []), ClusterJson.Default.StoredCourseReport);
        }
        else if (course is not null && IsReadable(course))
        {
            (row.Listed, row.ListedAt, row.LeaseVersion) = (ListedCourseJson.Write(course), course.ServerTime?.UtcDateTime, lease?.Version ?? 0);
        }

        return row;
    }

    // JSON does not keep why a field could not be read: such a course is asked for once more.
    private bool IsReadable(CourseRecord course)
    {
        var context = new TransformContext(course.Id.Value!.Value);
        transformers.Course.Transform(course, new CanvasCourse(), context);
        if (course.Term.Value is { } term)
        {
            transformers.Term.Transform(term, new CanvasTerm(), context);
        }

        return context.Problems.Count == 0 && context.LeftOut.Count == 0 && course.Term.Problem is null;
    }

    private Task<bool> StoreAsync(RunClaim claim, IReadOnlyCollection<CanvasClusterCourse> rows, CancellationToken cancellationToken) => database.TransactAsync(
        async context =>
        {
            await runs.HoldAsync(context, claim, cancellationToken).ConfigureAwait(false);
            var ids = rows.Select(row => row.CourseId).ToList();
            var stored = await context.Rows<CanvasClusterCourse>().Where(row => row.RunId == claim.RunId && ids.Contains(row.CourseId))
                .Select(row => row.CourseId).ToListAsync(cancellationToken).ConfigureAwait(false);
            context.AddRange(rows.Where(row => !stored.Contains(row.CourseId)));
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
