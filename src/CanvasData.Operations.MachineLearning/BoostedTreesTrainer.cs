using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning;

/// <summary>
/// Trains boosted regression trees for the absolute error on the host's own finished offerings. They predict the median of a grade, which
/// few extreme ones do not move (Friedman 2001, LAD_TreeBoost). ML.NET finds the splits, for the squared error; the leaves are medians. One
/// thread and a fixed seed: the same rows in the same order give the same model.
/// </summary>
/// <param name="algorithm">What finds the splits.</param>
/// <exception cref="ArgumentOutOfRangeException">There is no such algorithm.</exception>
public sealed class BoostedTreesTrainer(TreeAlgorithm algorithm = TreeAlgorithm.FastTree) : IRateModelTrainer
{
    /// <inheritdoc/>
    public string Version { get; } = algorithm switch
    {
        TreeAlgorithm.FastTree => "fasttree-2",
        TreeAlgorithm.LightGbm => "lightgbm-1",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "The algorithm is FastTree or LightGbm."),
    };

    /// <inheritdoc/>
    public int LeastOfferings => 6;

    /// <inheritdoc/>
    public int LeastSnapshots => 2_000;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="PlatformNotSupportedException">LightGBM has no library for this platform.</exception>
    public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("There are no rows to learn from; give the snapshots of at least one completer.", nameof(rows));
        }

        var features = Array.ConvertAll([.. rows], FeaturesOf);
        return MedianLeaves.Create(TreeGrower.Grow(algorithm, rows, features), rows, features);
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The model is cut short.</exception>
    /// <exception cref="InvalidDataException">The bytes are not a model of this version.</exception>
    public IRateModel Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TreeEnsemble.Load(source);
    }

    private static float[] FeaturesOf(OfferingSnapshot row)
    {
        var (standing, features) = (row.Standing, new float[TreeFeatures.Count]);
        TreeFeatures.Write(in standing, features);
        return features;
    }
}
