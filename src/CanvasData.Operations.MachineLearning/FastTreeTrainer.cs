using CanvasData.Operations.Analytics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace CanvasData.Operations.MachineLearning;

/// <summary>
/// The mean of the built-in ridge regression and of boosted regression trees (Friedman 2001; ML.NET's FastTree), trained
/// on the host's own finished offerings. The trees find what a straight line cannot, the ridge keeps them calm where rows
/// are few. One thread and a fixed seed: the same rows in the same order give the same model.
/// </summary>
public sealed class FastTreeTrainer : IRateModelTrainer
{
    private const double LeastRemaining = 1e-6;

    private readonly RidgeTrainer _ridge = new();

    /// <inheritdoc/>
    public string Version => "fasttree-1";

    /// <inheritdoc/>
    public int LeastOfferings => 6;

    /// <inheritdoc/>
    public int LeastSnapshots => 2_000;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    public IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0
            ? throw new ArgumentException("There are no rows to learn from; give the snapshots of at least one completer.", nameof(rows))
            : new FastTreeModel(_ridge.Fit(rows), Trees(rows));
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">The model is cut short.</exception>
    /// <exception cref="InvalidDataException">The bytes are not a model of this version.</exception>
    public IRateModel Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new FastTreeModel(_ridge.Load(source), TreeEnsemble.Load(source));
    }

    private static TreeEnsemble Trees(IReadOnlyList<OfferingSnapshot> rows)
    {
        // An error in the rate costs as many points of the final grade as weight remains: squared, as in the ridge.
        var weights = rows.Select(row => Math.Max(row.Standing.RemainingWeight * row.Standing.RemainingWeight, LeastRemaining)).ToArray();
        var total = weights.Sum();

        // Trees grow from the mean: where none can be grown, the mean is left.
        var mean = rows.Select((row, i) => row.FutureRate * (weights[i] / total)).Sum();
        var examples = rows.Select((row, i) => new Example
        {
            Features = FeaturesOf(row),
            Label = (float)(row.FutureRate - mean),
            Weight = (float)(weights[i] / total * rows.Count),
        });
        var context = new MLContext(seed: 1);
        var trainer = context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
        {
            NumberOfTrees = 150,
            NumberOfLeaves = 12,
            MinimumExampleCountPerLeaf = 60,
            LearningRate = 0.05,
            NumberOfThreads = 1,
            ExampleWeightColumnName = nameof(Example.Weight),
        });
        return TreeEnsemble.Of(trainer.Fit(context.Data.LoadFromEnumerable(examples)).Model.TrainedTreeEnsemble, mean);
    }

    private static float[] FeaturesOf(OfferingSnapshot row)
    {
        var (standing, features) = (row.Standing, new float[TreeFeatures.Count]);
        TreeFeatures.Write(in standing, features);
        return features;
    }

    private sealed class Example
    {
        [VectorType(TreeFeatures.Count)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public float Weight { get; set; }
    }
}
