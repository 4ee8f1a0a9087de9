namespace CanvasData.Operations.Analytics;

/// <summary>How the weight of a course falls due, by the dates for everyone and without drop rules.</summary>
internal static class DueWeight
{
    /// <summary>The distinct due dates in order, with the share of the total that is due by each.</summary>
    public static IReadOnlyList<(DateTime DueAt, double Cumulative)> Of(CourseWork work)
    {
        var plan = new WorkPlan(work);
        var possible = new double[plan.BucketCount];
        foreach (var i in plan.Order)
        {
            if (plan.BucketOf(i, work.Items[i].DueAt) is >= 0 and var bucket)
            {
                possible[bucket] += plan.Points[i];
            }
        }

        var all = Enumerable.Range(0, plan.BucketCount).Select(b => Amount(plan, possible, b)).ToArray();
        var ofPeriod = all.Chunk(plan.GroupCount).Select(groups => groups.Sum()).ToArray();
        var whole = ofPeriod.Select((amount, p) => amount > 0 ? plan.PeriodWeight[p] : 0).Sum();
        var dates = new List<(DateTime DueAt, double Cumulative)>();
        if (whole <= 0)
        {
            return dates;
        }

        var cumulative = 0.0;
        foreach (var i in plan.Order)
        {
            var b = plan.BucketOf(i, work.Items[i].DueAt);
            if (b >= 0 && possible[b] > 0)
            {
                var period = b / plan.GroupCount;
                cumulative += plan.Points[i] / possible[b] * all[b] / ofPeriod[period] * (plan.PeriodWeight[period] / whole);
            }

            if (work.Items[i].DueAt is not { } due || plan.Points[i] <= 0)
            {
                continue;
            }

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

    private static double Amount(WorkPlan plan, double[] possible, int bucket) =>
        possible[bucket] <= 0 ? 0 : plan.Work.WeightsGroups ? plan.GroupWeight[bucket % plan.GroupCount] : possible[bucket];
}
