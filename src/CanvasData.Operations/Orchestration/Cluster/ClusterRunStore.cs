using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock: claims must not depend on the clocks of nodes.
#pragma warning disable RS0030

namespace CanvasData.Operations.Orchestration;

/// <summary>The states of a run in the table.</summary>
internal static class ClusterStates
{
    public const string Open = "Open";
    public const string Paused = "Paused";
    public const string Stopping = "Stopping";
    public const string Ended = "Ended";
}

/// <summary>A run that has not ended, as a node sees it.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">One of <see cref="ClusterStates"/>.</param>
/// <param name="IsPlanned">Whether all courses are known.</param>
/// <param name="IsClaimed">Whether a node plans or ends it now.</param>
/// <param name="IsOpen">Whether a course has not ended.</param>
/// <param name="IsHeld">Whether a node syncs a course of it now.</param>
internal sealed record OpenRun(Guid Id, string State, bool IsPlanned, bool IsClaimed, bool IsOpen, bool IsHeld);

/// <summary>The claim of this node to plan or end a run.</summary>
internal sealed record RunClaim(Guid RunId, long Epoch, CanvasClusterRun Run)
{
    public SyncRequest Request { get; } = JsonSerializer.Deserialize(Run.Request, ClusterJson.Default.SyncRequest)! with { RunId = RunId };
}

/// <summary>Another node has taken the run over, or it is being stopped.</summary>
internal sealed class RunClaimLostException() : Exception("The claim of the run was lost.");

/// <summary>The rows of runs: what is open, and who plans or ends it.</summary>
internal sealed class ClusterRunStore(ClusterDatabase database, ClusterNode node, IOptions<ClusterOptions> options, ILogger<ClusterRunStore> logger)
{
    private double LeaseSeconds => options.Value.LeaseDuration.TotalSeconds;

    /// <summary>Reads the runs that have not ended, those of the highest priority and then the oldest first.</summary>
    public Task<List<OpenRun>> ReadOpenAsync(CancellationToken cancellationToken) => database.RunOnceAsync(
        context =>
        {
            var courses = context.Rows<CanvasClusterCourse>();
            return context.Rows<CanvasClusterRun>().Where(run => run.EndedAt == null).OrderBy(run => run.Rank).ThenBy(run => run.CreatedAt).ThenBy(run => run.Id)
                .Select(run => new OpenRun(
                    run.Id,
                    run.State,
                    run.IsPlanned,
                    run.LeaseUntil != null && run.LeaseUntil >= DateTime.UtcNow,
                    courses.Any(course => course.RunId == run.Id && course.EndedAt == null),
                    courses.Any(course => course.RunId == run.Id && course.EndedAt == null && course.Node != null && course.LeaseUntil >= DateTime.UtcNow)))
                .ToListAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Reads a request.</summary>
    public async Task<SyncRequest> ReadRequestAsync(Guid runId, CancellationToken cancellationToken)
    {
        var json = await database.RunAsync(
            context => context.Rows<CanvasClusterRun>().Where(run => run.Id == runId).Select(run => run.Request).SingleAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(json, ClusterJson.Default.SyncRequest)! with { RunId = runId };
    }

    /// <summary>Claims a run to plan or end it.</summary>
    /// <returns>The claim; null when another node was faster.</returns>
    public Task<RunClaim?> ClaimAsync(Guid runId, CancellationToken cancellationToken) => database.RunAsync(
        async context =>
        {
            await context.Set<CanvasClusterRun>().IgnoreQueryFilters()
                .Where(run => run.Id == runId && run.EndedAt == null && (run.LeaseUntil == null || run.LeaseUntil < DateTime.UtcNow))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(run => run.Node, node.Id)
                        .SetProperty(run => run.Epoch, run => run.Epoch + 1)
                        .SetProperty(run => run.LeaseUntil, run => DateTime.UtcNow.AddSeconds(LeaseSeconds)),
                    cancellationToken).ConfigureAwait(false);
            var run = await context.Rows<CanvasClusterRun>().SingleOrDefaultAsync(row => row.Id == runId && row.EndedAt == null && row.Node == node.Id, cancellationToken).ConfigureAwait(false);
            return run is null ? null : new RunClaim(runId, run.Epoch, run);
        },
        cancellationToken);

    /// <summary>Renews the claims of this node on runs.</summary>
    public Task<int> RenewAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancellationToken) => database.RunOnceAsync(
        context => context.Set<CanvasClusterRun>().IgnoreQueryFilters()
            .Where(run => runIds.Contains(run.Id) && run.Node == node.Id && run.EndedAt == null && run.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.LeaseUntil, run => DateTime.UtcNow.AddSeconds(LeaseSeconds)), cancellationToken),
        cancellationToken);

    /// <summary>Shows in the log of runs that runs are not abandoned.</summary>
    public Task<int> SignAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancellationToken) => database.RunOnceAsync(
        context => context.Set<CanvasSyncRun>().IgnoreQueryFilters().Where(run => runIds.Contains(run.Id) && run.CompletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.LastSeenAt, run => DateTime.UtcNow), cancellationToken),
        cancellationToken);

    /// <summary>Gives a claim back. The run is then as it was, and another node goes on.</summary>
    public Task<int> ReleaseAsync(RunClaim claim, CancellationToken cancellationToken) => database.RunAsync(
        context => Held(context, claim).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.LeaseUntil, (DateTime?)null).SetProperty(run => run.Node, (Guid?)null), cancellationToken),
        cancellationToken);

    /// <summary>Notes that all courses of a run are known, and gives the claim back.</summary>
    public Task<int> PlannedAsync(RunClaim claim, long requests, AccountSyncReport? accounts, CancellationToken cancellationToken)
    {
        var json = accounts is null ? null : JsonSerializer.Serialize(accounts, ClusterJson.Default.AccountSyncReport);
        return database.RunAsync(
            context => Held(context, claim).Where(run => !run.IsPlanned).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.IsPlanned, true)
                    .SetProperty(run => run.Requests, run => run.Requests + requests)
                    .SetProperty(run => run.Accounts, json)
                    .SetProperty(run => run.LeaseUntil, (DateTime?)null)
                    .SetProperty(run => run.Node, (Guid?)null),
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Stops a whole run because of a failure; the first failure stays.</summary>
    public Task<int> FailAsync(Guid runId, SyncFailure failure, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(failure, ClusterJson.Default.SyncFailure);
        return database.RunAsync(
            context => context.Set<CanvasClusterRun>().IgnoreQueryFilters().Where(run => run.Id == runId && run.EndedAt == null && run.Failure == null).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.Failure, json).SetProperty(run => run.State, ClusterStates.Stopping), cancellationToken),
            cancellationToken);
    }

    /// <summary>Stops a whole run because of a failure, unless the database refuses that too.</summary>
    public async Task TryFailAsync(Guid runId, Exception error)
    {
        try
        {
            await FailAsync(runId, SyncFailure.From(error), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception refused) when (DatabaseRetry.IsDatabaseFailure(refused))
        {
            logger.ClusterWaits(SafeText.KindOf(refused));
        }
    }

    /// <summary>Ends a run.</summary>
    /// <returns>Whether this node ended it.</returns>
    public async Task<bool> EndAsync(RunClaim claim, ClusterRunState outcome, int missingCourses, long requests, CancellationToken cancellationToken) => await database.RunAsync(
        async context =>
        {
            var totals = JsonSerializer.Serialize(await ClusterTotals.CountAsync(context, claim.RunId, cancellationToken).ConfigureAwait(false), ClusterJson.Default.ClusterTotals);
            return await Held(context, claim).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.State, ClusterStates.Ended)
                    .SetProperty(run => run.Totals, totals)
                    .SetProperty(run => run.Outcome, outcome.ToString())
                    .SetProperty(run => run.MissingCourses, missingCourses)
                    .SetProperty(run => run.Requests, run => run.Requests + requests)
                    .SetProperty(run => run.EndedAt, run => DateTime.UtcNow)
                    .SetProperty(run => run.LeaseUntil, (DateTime?)null),
                cancellationToken).ConfigureAwait(false);
        },
        cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>The row of a claim, as long as the claim holds.</summary>
    public IQueryable<CanvasClusterRun> Held(DbContext context, RunClaim claim) =>
        context.Set<CanvasClusterRun>().IgnoreQueryFilters().Where(run => run.Id == claim.RunId && run.Node == node.Id && run.Epoch == claim.Epoch && run.EndedAt == null);

    /// <summary>The first statement of a transaction that belongs to a claim.</summary>
    /// <exception cref="RunClaimLostException">The claim was lost, or the run is being stopped.</exception>
    public async Task HoldAsync(DbContext context, RunClaim claim, CancellationToken cancellationToken)
    {
        var held = await Held(context, claim).Where(run => run.State != ClusterStates.Stopping)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.LeaseUntil, run => DateTime.UtcNow.AddSeconds(LeaseSeconds)), cancellationToken).ConfigureAwait(false);
        if (held != 1)
        {
            throw new RunClaimLostException();
        }
    }
}
