using CanvasData.Operations.Analytics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace CanvasData.Operations.MachineLearning;

/// <summary>Lets ML.NET find the splits of trees, for the squared error.</summary>
internal static class TreeGrower
{
    public const double LearningRate = 0.05;

    private const int Trees = 150;
    private const int Leaves = 12;
    private const int MinInLeaf = 60;
    private const int Seed = 1;
    private const double MinWeight = 1e-6;

    /// <returns>No trees where the rows are too few for two leaves.</returns>
    public static TreeEnsemble Grow(TreeAlgorithm algorithm, IReadOnlyList<OfferingSnapshot> rows, float[][] features)
    {
        if (rows.Count < 2 * MinInLeaf)
        {
            return TreeEnsemble.None;
        }

        // An error in the rate costs as many points of the final grade as weight remains: squared, as the error is.
        var weights = rows.Select(row => Math.Max(row.Standing.RemainingWeight * row.Standing.RemainingWeight, MinWeight)).ToArray();
        var total = weights.Sum();
        var mean = rows.Select((row, i) => row.FutureRate * (weights[i] / total)).Sum();
        var context = new MLContext(Seed);
        var data = context.Data.LoadFromEnumerable(rows.Select((row, i) => new Example
        {
            Features = features[i],
            Label = (float)(row.FutureRate - mean),
            Weight = (float)(weights[i] / total * rows.Count),
        }));
        return algorithm == TreeAlgorithm.FastTree ? FastTree(context, data) : LightGbm(context, data);
    }

    private static TreeEnsemble FastTree(MLContext context, IDataView data) => TreeEnsemble.SplitsOf(context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options
    {
        NumberOfTrees = Trees,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = MinInLeaf,
        LearningRate = LearningRate,
        NumberOfThreads = 1,
        ExampleWeightColumnName = nameof(Example.Weight),
    }).Fit(data).Model.TrainedTreeEnsemble);

    private static TreeEnsemble LightGbm(MLContext context, IDataView data)
    {
        try
        {
            return TreeEnsemble.SplitsOf(context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
            {
                NumberOfIterations = Trees,
                NumberOfLeaves = Leaves,
                MinimumExampleCountPerLeaf = MinInLeaf,
                LearningRate = LearningRate,
                NumberOfThreads = 1,
                Deterministic = true,
                Seed = Seed,
                ExampleWeightColumnName = nameof(Example.Weight),
            }).Fit(data).Model.TrainedTreeEnsemble);
        }
        catch (ArgumentNullException)
        {
            // LightGBM found nothing to split, and ML.NET cannot read the single leaf that it gives then.
            return TreeEnsemble.None;
        }
        catch (DllNotFoundException missing)
        {
            throw new PlatformNotSupportedException(
                $"LightGBM's native library cannot be loaded here ({missing.Message}); it needs a platform that Microsoft.ML.LightGbm is made for, and libgomp on Linux. "
                + "TreeAlgorithm.FastTree runs everywhere.", missing);
        }
    }

    private sealed class Example
    {
        [VectorType(TreeFeatures.Count)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public float Weight { get; set; }
    }
}
