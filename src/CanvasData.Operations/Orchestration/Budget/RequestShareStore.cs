using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock: shares must not depend on the clocks of nodes.
#pragma warning disable RS0030

namespace CanvasData.Operations.Orchestration;

/// <summary>What a node needs of the budget.</summary>
/// <param name="InFlight">The requests in flight.</param>
/// <param name="Wanted">The requests in flight or waiting.</param>
/// <param name="Share">The requests that the node may have in flight until it has the answer.</param>
/// <param name="Level">The points that the bucket would have held at the last answer without this node's requests in flight; null when no answer of the last seconds says.</param>
/// <param name="ToClose">The time for which no node is to send requests; null for none.</param>
internal sealed record RequestNeed(int InFlight, int Wanted, int Share, double? Level, TimeSpan? ToClose);

/// <summary>What a node may do.</summary>
/// <param name="Granted">The requests that it may have in flight.</param>
/// <param name="ClosedFor">The time for which no node sends requests.</param>
/// <param name="AskedAt">The moment before the share was asked for, as a timestamp.</param>
internal sealed record RequestShare(int Granted, TimeSpan ClosedFor, long AskedAt)
{
    public static RequestShare None { get; } = new(0, TimeSpan.Zero, 0);
}

/// <summary>The shares of all nodes in the requests to Canvas. One row is locked by whoever changes them.</summary>
internal sealed class RequestShareStore(ClusterDatabase database, ClusterNode node, IOptions<ClusterOptions> options)
{
    // Where there are more nodes than requests, another node has the first choice after this time.
    private const long TurnTicks = 2 * TimeSpan.TicksPerSecond;

    private double LeaseSeconds => options.Value.LeaseDuration.TotalSeconds;

    /// <summary>Notes what this node needs, and divides the requests between the nodes.</summary>
    /// <exception cref="CanvasConfigurationException">The tables of a cluster are not there.</exception>
    public async Task<RequestShare> ExchangeAsync(RequestNeed need, CancellationToken cancellationToken)
    {
        await database.EnsureTablesAsync(cancellationToken).ConfigureAwait(false);
        return await database.TransactAsync(context => ExchangeAsync(context, need, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<RequestShare> ExchangeAsync(DbContext context, RequestNeed need, CancellationToken cancellationToken)
    {
        await LockAsync(context, need.ToClose, cancellationToken).ConfigureAwait(false);
        var rows = await context.Rows<CanvasRequestShare>()
            .Select(row => new { Row = row, IsAlive = row.LeaseUntil >= DateTime.UtcNow, DateTime.UtcNow }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var others = rows.Where(row => row.IsAlive && row.Row.Node != node.Id && row.Row.Node != Guid.Empty).Select(row => row.Row).ToList();
        var root = rows.Single(row => row.Row.Node == Guid.Empty);
        var level = need.Level + (SharedRequestBudget.HeldWhileInFlight * others.Sum(row => row.InFlight));
        var turn = ClusterDatabase.ToUtc(root.UtcNow).Ticks / TurnTicks;
        var granted = RequestDivision.Grant(node.Id, need, level, others, options.Value.RequestsInFlight, turn);
        await StoreAsync(context, need, level, granted, rows.Exists(row => row.Row.Node == node.Id), cancellationToken).ConfigureAwait(false);
        var closedFor = root.Row.ClosedUntil is { } until ? until - ClusterDatabase.ToUtc(root.UtcNow) : TimeSpan.Zero;
        return new RequestShare(granted, closedFor, 0);
    }

    private static async Task LockAsync(DbContext context, TimeSpan? toClose, CancellationToken cancellationToken)
    {
        var seconds = toClose?.TotalSeconds ?? 0;
        for (var attempt = 1; ; attempt++)
        {
            var hit = await context.Set<CanvasRequestShare>().IgnoreQueryFilters().Where(row => row.Node == Guid.Empty).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeaseUntil, row => DateTime.UtcNow)
                    .SetProperty(row => row.ClosedUntil, row => seconds > 0 && (row.ClosedUntil == null || row.ClosedUntil < DateTime.UtcNow.AddSeconds(seconds))
                        ? DateTime.UtcNow.AddSeconds(seconds)
                        : row.ClosedUntil),
                cancellationToken).ConfigureAwait(false);
            if (hit == 1 || attempt == 2)
            {
                return;
            }

            // Two nodes that add it at once: the one whose row is refused repeats the transaction.
            context.Add(new CanvasRequestShare { Node = Guid.Empty, LeaseUntil = DateTime.UnixEpoch });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            context.ChangeTracker.Clear();
        }
    }

    private async Task StoreAsync(DbContext context, RequestNeed need, double? level, int granted, bool isStored, CancellationToken cancellationToken)
    {
        // What is in flight cannot be called back, and until this answer arrives the node sends under its earlier share.
        var held = Math.Max(granted, Math.Max(need.InFlight, need.Share));
        if (!isStored)
        {
            context.Add(new CanvasRequestShare { Node = node.Id, LeaseUntil = DateTime.UnixEpoch });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);

            // Processes come and go: what they leave would pile up.
            await context.Set<CanvasRequestShare>().IgnoreQueryFilters()
                .Where(row => row.Node != node.Id && row.Node != Guid.Empty && row.LeaseUntil < DateTime.UtcNow.AddSeconds(-10 * LeaseSeconds))
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await context.Set<CanvasRequestShare>().IgnoreQueryFilters().Where(row => row.Node == node.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Granted, held)
                .SetProperty(row => row.InFlight, need.InFlight)
                .SetProperty(row => row.Wanted, need.Wanted)
                .SetProperty(row => row.Level, level)
                .SetProperty(row => row.LeaseUntil, row => DateTime.UtcNow.AddSeconds(LeaseSeconds)),
            cancellationToken).ConfigureAwait(false);
    }
}
