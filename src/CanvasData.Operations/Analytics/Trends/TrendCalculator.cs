using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Measures how scores move: the median of pairwise slopes (Theil 1950, Sen 1968) against the class, and the evidence of a Mann-Kendall
/// test. A direction is entered at p of 0.10 and 10 points, and left at p of 0.25 or 5 points.
/// </summary>
internal static class TrendCalculator
{
    /// <summary>The share of students called improving or declining when the order of the items means nothing, measured on shuffled real data.</summary>
    public const double FalseFlagShare = 0.077;

    private const int Window = 10;
    private const int Fewest = 5;
    private const int RunLength = 10;
    private const double EnterP = 0.10;
    private const double EnterChange = 10;
    private const double StayP = 0.25;
    private const double StayChange = 5;
    private const double FormWeight = 0.4;
    private const double WeightRatio = 4;

    /// <summary>The trends of a class.</summary>
    /// <param name="standing">Where the class stands.</param>
    /// <returns>In the order of the students.</returns>
    public static GradeTrend[] Calculate(ClassStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var series = new ScoreSeries(standing);
        var result = new GradeTrend[standing.Students.Length];
        for (var s = 0; s < result.Length; s++)
        {
            series.Read(s);
            result[s] = Calculate(series, standing.Students[s].MissingRun);
        }

        return result;
    }

    private static GradeTrend Calculate(ScoreSeries series, int missingRun)
    {
        var n = series.Count;
        var last = WindowOf(n);
        var items = series.Adjusted[last];
        double? velocity = n < 2 ? null : Slope(series.Weeks[last], items, series.Weights[last]);
        return new GradeTrend
        {
            Trend = n < Fewest ? TrendDirection.InsufficientData : Classify(series),
            Velocity = velocity,
            RawVelocity = velocity is null ? null : Slope(series.Weeks[last], series.Percents[last], series.Weights[last]),
            Change = velocity * (velocity is null ? 0 : series.Weeks[last][^1] - series.Weeks[last][0]),
            PValue = MannKendall.PValue(items),
            Items = items.Length,
            Form = FormOf(items),
            Adjusted = n > 0 && series.IsCompared,
            SubmissionRun = series.SubmissionRun(RunLength),
            MissingRun = missingRun,
        };
    }

    private static Range WindowOf(int end) => Math.Max(0, end - Window)..end;

    // Whoever was last without evidence was Stable then, so that the replay begins there.
    private static TrendDirection Classify(ScoreSeries series)
    {
        var from = series.Count;
        while (from >= Fewest && !(MannKendall.PValue(series.Adjusted[WindowOf(from)]) > StayP))
        {
            from--;
        }

        var trend = TrendDirection.Stable;
        for (var end = Math.Max(from + 1, Fewest); end <= series.Count; end++)
        {
            var window = WindowOf(end);
            var p = MannKendall.PValue(series.Adjusted[window]).GetValueOrDefault(1);
            var weeks = series.Weeks[window];
            var slope = Slope(weeks, series.Adjusted[window], series.Weights[window]);
            trend = Next(trend, p, slope.GetValueOrDefault() * (weeks[^1] - weeks[0]));
        }

        return trend;
    }

    private static TrendDirection Next(TrendDirection before, double p, double change) =>
        p <= EnterP && Math.Abs(change) >= EnterChange ? (change > 0 ? TrendDirection.Improving : TrendDirection.Declining)
        : p <= StayP && Math.Abs(change) >= StayChange && before == (change > 0 ? TrendDirection.Improving : TrendDirection.Declining) ? before
        : TrendDirection.Stable;

    // Weighted only where weights differ much: it did not help otherwise.
    private static double? Slope(ReadOnlySpan<double> weeks, ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Span<double> slopes = stackalloc double[Window * (Window - 1) / 2];
        Span<double> pairs = stackalloc double[slopes.Length];
        var (count, least, most) = (0, double.MaxValue, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            (least, most) = (Math.Min(least, weights[i]), Math.Max(most, weights[i]));
            for (var j = i + 1; j < values.Length; j++)
            {
                if (weeks[j] > weeks[i])
                {
                    slopes[count] = (values[j] - values[i]) / (weeks[j] - weeks[i]);
                    pairs[count++] = weights[i] * weights[j];
                }
            }
        }

        if (count == 0)
        {
            return null;
        }

        if (!(most > WeightRatio * least) || least <= 0)
        {
            slopes[..count].Sort();
            return Statistics.Median(slopes[..count]);
        }

        slopes[..count].Sort(pairs[..count]);
        var half = 0.0;
        foreach (var pair in pairs[..count])
        {
            half += pair / 2;
        }

        var place = 0;
        for (var sum = pairs[0]; sum < half && place < count - 1; sum += pairs[place])
        {
            place++;
        }

        return slopes[place];
    }

    private static double? FormOf(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return null;
        }

        var (moving, sum) = (values[0], 0.0);
        foreach (var value in values)
        {
            moving = (FormWeight * value) + ((1 - FormWeight) * moving);
            sum += value;
        }

        return moving - (sum / values.Length);
    }
}
