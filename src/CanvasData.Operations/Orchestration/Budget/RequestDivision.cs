using CanvasData.Operations.Model;

namespace CanvasData.Operations.Orchestration;

/// <summary>Divides the requests in flight between nodes: each gets what it needs, up to an equal part of what is left.</summary>
internal static class RequestDivision
{
    // Left in the bucket, so that a request that costs more than expected is not refused.
    private const double KeptInReserve = 100;

    /// <summary>The requests that a node may have in flight. The shares of all nodes never exceed the total.</summary>
    /// <param name="node">The node.</param>
    /// <param name="need">What it needs.</param>
    /// <param name="level">The points that the bucket would hold without requests in flight; null when unknown.</param>
    /// <param name="others">The other nodes that live.</param>
    /// <param name="most">The most requests in flight that the options allow.</param>
    /// <param name="turn">The number of the turn, the same on all nodes. It decides which of equal nodes comes last and gets what is left over.</param>
    public static int Grant(Guid node, RequestNeed need, double? level, IReadOnlyList<CanvasRequestShare> others, int most, long turn)
    {
        var total = Total(others.Select(row => row.Level).Append(level), most);
        var left = total - others.Sum(row => row.Granted);

        return Math.Max(0, Math.Min(FairPart(node, need.Wanted, others, total, turn), left));
    }

    private static int Total(IEnumerable<double?> levels, int most) =>
        levels.Min() is { } lowest ? (int)Math.Clamp((lowest - KeptInReserve) / SharedRequestBudget.HeldWhileInFlight, 1, most) : most;

    // Max-min fairness: nodes that need less than an equal part leave the rest to the others. The order of equals is the same on every node.
    private static int FairPart(Guid node, int wanted, IReadOnlyList<CanvasRequestShare> others, int total, long turn)
    {
        var nodes = others.Select(row => (row.Node, row.Wanted)).Append((Node: node, Wanted: wanted)).OrderBy(one => one.Node).ToList();
        nodes = [.. nodes.Select((one, place) => (one.Node, one.Wanted, Place: (place + turn) % nodes.Count)).OrderBy(one => one.Wanted).ThenBy(one => one.Place).Select(one => (one.Node, one.Wanted))];
        for (var (index, left) = (0, total); ; index++)
        {
            var part = Math.Min(nodes[index].Wanted, left / (nodes.Count - index));
            if (nodes[index].Node == node)
            {
                return part;
            }

            left -= part;
        }
    }
}
