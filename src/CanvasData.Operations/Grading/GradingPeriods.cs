namespace CanvasData.Operations.Grading;

/// <summary>Combines the scores of weighted grading periods into the score of a course.</summary>
public static class GradingPeriods
{
    /// <summary>The current score: periods without one are left out. Weights that add up to less than 100 are scaled up to it, more are left as they are.</summary>
    /// <param name="scores">The scores of the periods as shown, rounded to two decimals; null for none.</param>
    /// <param name="weights">Their weights in percent, for the same periods; null and negative count as 0.</param>
    /// <returns>Percent, rounded to two decimals; null when no period has a score.</returns>
    /// <exception cref="ArgumentException">The spans are not of one length.</exception>
    public static decimal? CurrentScore(ReadOnlySpan<decimal?> scores, ReadOnlySpan<double?> weights)
    {
        foreach (var score in scores)
        {
            if (score is not null)
            {
                return Combine(scores, weights, withoutScore: false);
            }
        }

        return null;
    }

    /// <summary>The final score: periods without a score count as 0. Weights that add up to less than 100 are scaled up to it, more are left as they are.</summary>
    /// <inheritdoc cref="CurrentScore"/>
    /// <returns>Percent, rounded to two decimals.</returns>
    public static decimal FinalScore(ReadOnlySpan<decimal?> scores, ReadOnlySpan<double?> weights) => Combine(scores, weights, withoutScore: true);

    private static decimal Combine(ReadOnlySpan<decimal?> scores, ReadOnlySpan<double?> weights, bool withoutScore)
    {
        if (scores.Length != weights.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores and {weights.Length} weights; they belong together one by one.", nameof(weights));
        }

        double reach = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            reach += Numbers.ReachOf((double?)scores[i]) + Numbers.ReachOfAmount(weights[i]);
        }

        return Numbers.FitsDecimal(reach) ? Combine<decimal>(scores, weights, withoutScore) : Combine<double>(scores, weights, withoutScore);
    }

    private static decimal Combine<T>(ReadOnlySpan<decimal?> scores, ReadOnlySpan<double?> weights, bool withoutScore)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var hundred = T.CreateChecked(100);
        var (total, sum) = (T.Zero, T.Zero);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is not null || withoutScore)
            {
                var weight = Numbers.To<T>(Numbers.CleanAmount(weights[i]));
                total += T.CreateSaturating(scores[i] ?? 0) * weight;
                sum += weight;
            }
        }

        return sum == T.Zero ? 0 : Numbers.Round(total / (sum < hundred ? sum : hundred));
    }
}
