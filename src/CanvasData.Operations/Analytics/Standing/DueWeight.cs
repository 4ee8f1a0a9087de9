namespace CanvasData.Operations.Analytics;

/// <summary>How the weight of a course falls due, by the dates for everyone and without drop rules.</summary>
internal static class DueWeight
{
    /// <summary>The distinct due dates in order, with the share of the total that is due by each.</summary>
    public static IReadOnlyList<(DateTime DueAt, double Cumulative)> Calculate(CourseWork work)
    {
        var dates = new List<(DateTime DueAt, double Cumulative)>();
        var cumulative = 0.0;
        foreach (var (due, share) in ItemsOf(new WorkPlan(work)))
        {
            cumulative += share;
            if (dates.Count > 0 && dates[^1].DueAt == due)
            {
                dates[^1] = (due, cumulative);
            }
            else
            {
                dates.Add((due, cumulative));
            }
        }

        return dates;
    }

    /// <summary>The items that have a due date and weight, in the order of their due dates, with their shares of the total.</summary>
    public static List<(DateTime DueAt, double Share)> ItemsOf(WorkPlan plan)
    {
        var possible = new double[plan.BucketCount];
        foreach (var i in plan.Order)
        {
            if (BucketOf(plan, i) is >= 0 and var bucket)
            {
                possible[bucket] += plan.Points[i];
            }
        }

        var all = Enumerable.Range(0, plan.BucketCount).Select(bucket => Amount(plan, possible, bucket)).ToArray();
        var ofPeriod = all.Chunk(plan.GroupCount).Select(groups => groups.Sum()).ToArray();
        var whole = ofPeriod.Select((amount, period) => amount > 0 ? plan.PeriodWeight[period] : 0).Sum();
        var items = new List<(DateTime DueAt, double Share)>(plan.Order.Length);
        if (whole <= 0)
        {
            return items;
        }

        foreach (var i in plan.Order)
        {
            if (plan.Work.Items[i].DueAt is { } due && plan.Points[i] > 0 && BucketOf(plan, i) is >= 0 and var bucket)
            {
                var period = bucket / plan.GroupCount;
                var share = ofPeriod[period] > 0 ? plan.Points[i] / possible[bucket] * all[bucket] / ofPeriod[period] * (plan.PeriodWeight[period] / whole) : 0;
                items.Add((due, share));
            }
        }

        return items;
    }

    private static int BucketOf(WorkPlan plan, int item) => plan.BucketOf(item, plan.Work.Items[item].DueAt);

    private static double Amount(WorkPlan plan, double[] possible, int bucket) =>
        possible[bucket] <= 0 ? 0 : plan.Work.WeightsGroups ? plan.GroupWeight[bucket % plan.GroupCount] : possible[bucket];
}
