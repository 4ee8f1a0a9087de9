namespace CanvasData.Operations.Analytics;

/// <summary>The two-sided test of Mann (1945) and Kendall (1975) for a trend: exact up to ten values without ties, else by the normal distribution with ties and continuity.</summary>
internal static class MannKendall
{
    private const int MaxExact = 10;

    private static readonly double[][] Exact = [.. Enumerable.Range(0, MaxExact + 1).Select(TailsOf)];

    /// <param name="values">In the order of time.</param>
    /// <returns>Null for fewer than three values.</returns>
    public static double? PValue(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        if (n < 3)
        {
            return null;
        }

        var (s, ties) = (0, 0);
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                var order = values[j].CompareTo(values[i]);
                s += order;
                ties += order == 0 ? 1 : 0;
            }
        }

        return n <= MaxExact && ties == 0 ? Exact[n][Math.Abs(s)] : Normal(values, s);
    }

    private static double Normal(ReadOnlySpan<double> values, int s)
    {
        double n = values.Length;
        var variance = n * (n - 1) * ((2 * n) + 5);
        Span<double> ordered = stackalloc double[values.Length];
        values.CopyTo(ordered);
        ordered.Sort();
        for (var from = 0; from < ordered.Length;)
        {
            var to = from;
            while (to < ordered.Length && ordered[to] == ordered[from])
            {
                to++;
            }

            double tied = to - from;
            variance -= tied * (tied - 1) * ((2 * tied) + 5);
            from = to;
        }

        return variance <= 0 || s == 0 ? 1 : Math.Min(1, Erfc((Math.Abs(s) - 1) / Math.Sqrt(variance / 18) / Math.Sqrt(2)));
    }

    // P(|S| at least s) for every s: inversions of a random order are sums of uniform numbers 0 to k - 1.
    private static double[] TailsOf(int n)
    {
        var ways = new double[(n * (n - 1) / 2) + 1];
        ways[0] = 1;
        for (var k = 2; k <= n; k++)
        {
            var next = new double[ways.Length];
            for (var sum = 0; sum < ways.Length; sum++)
            {
                for (var add = 0; add < k && add <= sum; add++)
                {
                    next[sum] += ways[sum - add] / k;
                }
            }

            ways = next;
        }

        var most = ways.Length - 1;
        var tails = new double[most + 1];
        for (var s = 0; s <= most; s++)
        {
            for (var inversions = 0; inversions <= most; inversions++)
            {
                tails[s] += Math.Abs(most - (2 * inversions)) >= s ? ways[inversions] : 0;
            }
        }

        return tails;
    }

    // Numerical Recipes' Chebyshev fit (Press and others 2007, erfccheb): relative error below 1.2e-7.
    private static double Erfc(double z)
    {
        ReadOnlySpan<double> fit = [0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368, -1.26551223];
        var (t, sum) = (1 / (1 + (0.5 * z)), 0.0);
        foreach (var coefficient in fit)
        {
            sum = (sum * t) + coefficient;
        }

        return t * Math.Exp(sum - (z * z));
    }
}
