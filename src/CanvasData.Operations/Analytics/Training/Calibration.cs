namespace CanvasData.Operations.Analytics;

/// <summary>The scores of probabilities against what happened.</summary>
internal static class Calibration
{
    private const int Bins = 10;

    /// <summary>
    /// The expected calibration error over ten bins of equal width (Naeini, Cooper, Hauskrecht 2015), 0 to 1; 0 of nothing.
    /// </summary>
    /// <param name="forecasts">Probabilities, 0 to 1, and whether it happened.</param>
    public static double ExpectedError(IEnumerable<(double Probability, bool Happened)> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var (count, stated, happened) = (new int[Bins], new double[Bins], new double[Bins]);
        foreach (var (probability, did) in forecasts)
        {
            var bin = Math.Clamp((int)(probability * Bins), 0, Bins - 1);
            count[bin]++;
            stated[bin] += probability;
            happened[bin] += did ? 1 : 0;
        }

        var all = count.Sum();
        return all == 0 ? 0 : Enumerable.Range(0, Bins).Sum(bin => Math.Abs(stated[bin] - happened[bin])) / all;
    }

    /// <summary>The Brier score (1950): the mean squared distance, 0 to 1; 0 of nothing.</summary>
    /// <param name="forecasts">Probabilities, 0 to 1, and whether it happened.</param>
    public static double Brier(IEnumerable<(double Probability, bool Happened)> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        return forecasts.Select(forecast => forecast.Probability - (forecast.Happened ? 1 : 0)).Select(distance => distance * distance).DefaultIfEmpty().Average();
    }

    /// <summary>
    /// The area under the ROC curve: the chance that one that happened was given more than one that did not, ties as half (Mann and Whitney
    /// 1947).
    /// </summary>
    /// <param name="forecasts">Scores of any scale, and whether it happened.</param>
    /// <returns>Null when all or none happened.</returns>
    public static double? Auc(IEnumerable<(double Score, bool Happened)> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        var ordered = forecasts.OrderBy(forecast => forecast.Score).ToList();
        var (ranks, positives) = (0.0, 0L);
        for (var from = 0; from < ordered.Count;)
        {
            var to = from;
            while (to < ordered.Count && ordered[to].Score == ordered[from].Score)
            {
                to++;
            }

            for (var i = from; i < to; i++)
            {
                ranks += ordered[i].Happened ? (from + to + 1) / 2.0 : 0;
                positives += ordered[i].Happened ? 1 : 0;
            }

            from = to;
        }

        var negatives = ordered.Count - positives;
        return positives == 0 || negatives == 0 ? null : (ranks - (positives * (positives + 1) / 2.0)) / positives / negatives;
    }
}
