namespace CanvasData.Operations.Analytics;

/// <summary>The share of a finished offering's dated weight that was due by the end of each week. Teachers who make items as they go tend to do so again.</summary>
internal sealed class WeightCurve
{
    private readonly double[] _dueByWeek;

    private WeightCurve(double[] dueByWeek) => _dueByWeek = dueByWeek;

    /// <summary>The cumulative shares, 0 to 1, one a week from the first day.</summary>
    public IReadOnlyList<double> DueByWeek => _dueByWeek;

    /// <summary>The curve of a finished offering.</summary>
    /// <param name="finished">The offering with all its items.</param>
    /// <returns>Null when the offering has no first day or no dated weight.</returns>
    public static WeightCurve? Create(CourseWork finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        if (finished.StartAt is not { } start)
        {
            return null;
        }

        var dated = DueWeight.Calculate(finished);
        if (dated.Count == 0 || dated[^1].Cumulative <= 0 || (dated[^1].DueAt - start).TotalDays is < 0 or > 7 * 200)
        {
            return null;
        }

        var weeks = new double[(int)Math.Ceiling((dated[^1].DueAt - start).TotalDays / 7) + 1];
        foreach (var (due, cumulative) in dated)
        {
            weeks[Math.Max(0, (int)Math.Ceiling((due - start).TotalDays / 7))] = cumulative / dated[^1].Cumulative;
        }

        for (var week = 1; week < weeks.Length; week++)
        {
            weeks[week] = Math.Max(weeks[week], weeks[week - 1]);
        }

        return new WeightCurve(weeks);
    }

    /// <summary>A curve that was kept; null for what is none.</summary>
    internal static WeightCurve? FromShares(double[]? dueByWeek) =>
        dueByWeek is { Length: > 0 } && Array.TrueForAll(dueByWeek, share => share is >= 0 and < 1.000001) ? new WeightCurve(dueByWeek) : null;

    /// <summary>The share that remained at this time of the offering, between weeks along a line.</summary>
    /// <param name="sinceStart">Time since the first day.</param>
    public double RemainingAt(TimeSpan sinceStart)
    {
        var week = Math.Clamp(sinceStart.TotalDays / 7, 0, _dueByWeek.Length - 1);
        var (before, after) = ((int)Math.Floor(week), (int)Math.Ceiling(week));
        return 1 - (_dueByWeek[before] + ((_dueByWeek[after] - _dueByWeek[before]) * (week - before)));
    }
}
