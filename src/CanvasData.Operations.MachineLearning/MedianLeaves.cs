using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning;

/// <summary>
/// Gives trees leaves for the absolute error: tree by tree, the median of what those before it leave of the rates, times
/// the learning rate. The splits stay.
/// </summary>
internal static class MedianLeaves
{
    // Keeps rows that have next to nothing left from weighing nothing at all.
    private const double MinWeight = 1e-3;

    public static TreeEnsemble Create(TreeEnsemble grown, IReadOnlyList<OfferingSnapshot> rows, float[][] features)
    {
        // An error in the rate costs as many points of the final grade as weight remains.
        var weights = rows.Select(row => Math.Max(row.Standing.RemainingWeight, MinWeight)).ToArray();
        var left = rows.Select(row => row.FutureRate).ToArray();
        var start = MedianOf([.. left], [.. weights]);
        var leaves = new double[grown.Leaves];
        Subtract(left, start, Enumerable.Range(0, left.Length));
        for (var tree = 0; tree < grown.Trees; tree++)
        {
            foreach (var leaf in Enumerable.Range(0, left.Length).GroupBy(row => grown.LeafOf(tree, features[row])))
            {
                leaves[leaf.Key] = TreeGrower.LearningRate * MedianOf([.. leaf.Select(row => left[row])], [.. leaf.Select(row => weights[row])]);
                Subtract(left, leaves[leaf.Key], leaf);
            }
        }

        return grown.With(start, leaves);
    }

    private static void Subtract(double[] from, double value, IEnumerable<int> rows)
    {
        foreach (var row in rows)
        {
            from[row] -= value;
        }
    }

    /// <summary>The least value up to which half of the weight lies.</summary>
    private static double MedianOf(double[] values, double[] weights)
    {
        Array.Sort(values, weights);
        var half = weights.Sum() / 2;
        var place = 0;
        for (var below = weights[0]; below < half && place < values.Length - 1; below += weights[place])
        {
            place++;
        }

        return values[place];
    }
}
