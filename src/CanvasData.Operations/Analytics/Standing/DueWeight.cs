namespace CanvasData.Operations.Analytics;

/// <summary>How the weight of a course falls due, by the dates for everyone and without drop rules.</summary>
internal static class DueWeight
{
    /// <summary>The distinct due dates in order, with the share of the total that is due by each.</summary>
    public static IReadOnlyList<(DateTime DueAt, double Cumulative)> Of(CourseWork work)
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
        var work = plan.Work;
        var possible = new double[plan.GroupCount];
        foreach (var i in plan.Order)
        {
            possible[plan.Group[i]] += plan.Points[i];
        }

        var all = possible.Select((points, g) => points > 0 ? work.WeightsGroups ? plan.GroupWeight[g] : points : 0).Sum();
        var items = new List<(DateTime DueAt, double Share)>(plan.Order.Length);
        if (all <= 0)
        {
            return items;
        }

        foreach (var i in plan.Order)
        {
            if (work.Items[i].DueAt is { } due && plan.Points[i] > 0)
            {
                var points = possible[plan.Group[i]];
                items.Add((due, plan.Points[i] / points * (work.WeightsGroups ? plan.GroupWeight[plan.Group[i]] : points) / all));
            }
        }

        return items;
    }
}
