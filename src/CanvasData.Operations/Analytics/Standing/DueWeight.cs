namespace CanvasData.Operations.Analytics;

/// <summary>How the weight of a course falls due, by the dates for everyone and without drop rules.</summary>
internal static class DueWeight
{
    /// <summary>The distinct due dates in order, with the share of the total that is due by each.</summary>
    public static IReadOnlyList<(DateTime DueAt, double Cumulative)> Of(CourseWork work)
    {
        var plan = new WorkPlan(work);
        var possible = new double[plan.GroupCount];
        foreach (var i in plan.Order)
        {
            possible[plan.Group[i]] += plan.Points[i];
        }

        var all = possible.Select((points, g) => points > 0 ? work.WeightsGroups ? plan.GroupWeight[g] : points : 0).Sum();
        var dates = new List<(DateTime DueAt, double Cumulative)>();
        if (all <= 0)
        {
            return dates;
        }

        var cumulative = 0.0;
        foreach (var i in plan.Order)
        {
            var points = possible[plan.Group[i]];
            cumulative += points <= 0 ? 0 : plan.Points[i] / points * (work.WeightsGroups ? plan.GroupWeight[plan.Group[i]] : points) / all;
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
}
