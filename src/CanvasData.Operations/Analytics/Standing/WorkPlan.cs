using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Analytics;

/// <summary>What the students of a class share: the items in the order of due dates, each once, and the rules of their groups.</summary>
internal sealed class WorkPlan
{
    // A hundred times the total: what is beyond would drown all that other offerings show.
    private const double MaxWeight = 1e4;

    public WorkPlan(CourseWork work)
    {
        var (items, groups) = (work.Items, work.Groups);
        if (work.Cells.Length != (long)work.StudentIds.Count * items.Count)
        {
            throw new ArgumentException($"Course {work.CourseId} has {work.StudentIds.Count} students, {items.Count} items and {work.Cells.Length} cells; it takes one cell a student and item.", nameof(work));
        }

        if (work.Memberships.Count != 0 && work.Memberships.Count != work.StudentIds.Count)
        {
            throw new ArgumentException($"Course {work.CourseId} has {work.StudentIds.Count} students and {work.Memberships.Count} memberships; it takes one a student, or none.", nameof(work));
        }

        Work = work;
        Points = new double[items.Count];
        Group = new int[items.Count];
        NeverDrop = new bool[items.Count];
        var places = new Dictionary<long, int>();
        for (var g = 0; g < groups.Count; g++)
        {
            places.TryAdd(groups[g].Id, g);
        }

        GroupCount = groups.Count + 1;
        GroupWeight = new double[GroupCount];
        Drops = new bool[GroupCount];
        for (var g = 0; g < groups.Count; g++)
        {
            GroupWeight[g] = Math.Min(Amount(groups[g].Weight), MaxWeight);
            Drops[g] = groups[g].DropLowest > 0 || groups[g].DropHighest > 0;
        }

        var seen = new HashSet<long>();
        var order = new List<int>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            Points[i] = Amount(items[i].Points);
            Group[i] = items[i].GroupId is { } id && places.TryGetValue(id, out var g) ? g : groups.Count;
            NeverDrop[i] = Group[i] < groups.Count && groups[Group[i]].NeverDrop.Contains(items[i].AssignmentId);
            if (seen.Add(items[i].AssignmentId))
            {
                order.Add(i);
            }
        }

        PeriodWeight = work.Periods.Count == 0 ? [100] : [.. work.Periods.Select(period => Math.Min(Amount(period.Weight), MaxWeight))];
        HasDrops = Array.Exists(Drops, drops => drops);
        Order = [.. order.OrderBy(i => items[i].DueAt ?? DateTime.MaxValue).ThenBy(i => items[i].AssignmentId)];
    }

    public CourseWork Work { get; }

    /// <summary>Places of the items in the order of their due dates, then ids; without those listed twice.</summary>
    public int[] Order { get; }

    /// <summary>Points possible, never negative and never beyond adding up.</summary>
    public double[] Points { get; }

    /// <summary>The place of each item's group; that of an item without one is the last.</summary>
    public int[] Group { get; }

    public int GroupCount { get; }

    /// <summary>Percent of the total by period; where periods are not weighted, one that holds everything.</summary>
    public double[] PeriodWeight { get; }

    /// <summary>How many pairs of a period and a group there are.</summary>
    public int BucketCount => PeriodWeight.Length * GroupCount;

    public double[] GroupWeight { get; }

    public bool[] Drops { get; }

    public bool[] NeverDrop { get; }

    public bool HasDrops { get; }

    /// <summary>The pair of period and group that an item is in; negative when it is due in no period, and so counts in no total.</summary>
    public int BucketOf(int item, DateTime? due)
    {
        var period = PeriodOf(due);
        return period < 0 ? -1 : (period * GroupCount) + Group[item];
    }

    /// <summary>What each pair of period and group is worth, as a share of the total: where weights are less than 100 they are scaled up, more are left as they are.</summary>
    /// <param name="possible">Points possible by pair.</param>
    /// <param name="perPoint">Share of the total a point, by pair.</param>
    /// <returns>The whole, of periods that hold no work yet too; 0 when there is no work at all.</returns>
    public double Share(ReadOnlySpan<double> possible, Span<double> perPoint)
    {
        var (whole, hasWork) = (0.0, false);
        var periods = Math.Min(PeriodWeight.Sum(), 100);
        for (var p = 0; p < PeriodWeight.Length; p++)
        {
            double all = 0;
            for (var g = 0; g < GroupCount; g++)
            {
                all += possible[(p * GroupCount) + g] > 0 ? (Work.WeightsGroups ? GroupWeight[g] : possible[(p * GroupCount) + g]) : 0;
            }

            var share = periods > 0 ? PeriodWeight[p] / periods : 0;
            var unit = Work.WeightsGroups ? Math.Min(all, 100) : all;
            hasWork |= all > 0 && share > 0;
            whole += share * (all > 0 ? all / unit : 1);
            for (var g = 0; g < GroupCount; g++)
            {
                var b = (p * GroupCount) + g;
                perPoint[b] = all <= 0 ? 0 : share * (!Work.WeightsGroups ? 1 / unit : possible[b] > 0 ? GroupWeight[g] / unit / possible[b] : 0);
            }
        }

        return hasWork ? whole : 0;
    }

    private int PeriodOf(DateTime? due)
    {
        if (Work.Periods.Count == 0 || due is null)
        {
            return PeriodWeight.Length - 1;
        }

        for (var p = 0; p < Work.Periods.Count; p++)
        {
            if (!(Work.Periods[p].StartAt >= due) && !(Work.Periods[p].EndAt < due))
            {
                return p;
            }
        }

        return -1;
    }

    /// <summary>Marks what is kept of a group, as Canvas does.</summary>
    public void Keep(int group, ReadOnlySpan<double> scores, ReadOnlySpan<double> points, ReadOnlySpan<long> ids, ReadOnlySpan<bool> neverDrop, Span<bool> kept)
    {
        var rules = Work.Groups[group];
        DropRules.Keep(scores, points, ids, rules.DropLowest, rules.DropHighest, neverDrop, kept);
    }

    // Less than a millionth of a point has no weight that numbers can carry.
    private static double Amount(double value) => value >= 1e-6 ? Math.Min(value, 1e290) : 0;
}
