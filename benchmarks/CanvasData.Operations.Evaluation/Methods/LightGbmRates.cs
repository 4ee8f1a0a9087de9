using CanvasData.Operations.Model;
using CanvasData.Operations.Analytics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>The peer: gradient boosting by LightGBM on the same standings (Ke et al., NIPS 2017), with the settings of a published comparison.</summary>
internal static class LightGbmRates
{
    private const double Shrinkage = 0.10;

    public static Func<StudentStanding, double> Fit(IReadOnlyList<OfferingSnapshot> rows)
    {
        var context = new MLContext(seed: 1);
        var mean = rows.Average(row => row.Standing.RemainingWeight * row.Standing.RemainingWeight);
        var data = context.Data.LoadFromEnumerable(rows.Select(row => new Row
        {
            Features = FeaturesOf(row.Standing),
            Label = (float)row.FutureRate,
            Weight = (float)(row.Standing.RemainingWeight * row.Standing.RemainingWeight / mean),
        }));
        var trainer = context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
        {
            NumberOfIterations = 150,
            NumberOfLeaves = 12,
            MinimumExampleCountPerLeaf = 60,
            LearningRate = 0.05,
            ExampleWeightColumnName = nameof(Row.Weight),
            NumberOfThreads = 1,
            Deterministic = true,
            Seed = 1,
        });
        try
        {
            var engine = context.Model.CreatePredictionEngine<Row, Rate>(trainer.Fit(data));
            return standing => Math.Clamp(engine.Predict(new Row { Features = FeaturesOf(standing) }).Score, 0, 100);
        }
        catch (ArgumentNullException)
        {
            // It found nothing to split, and ML.NET cannot read the single leaf that it gives then: the mean.
            var alone = rows.Average(row => row.FutureRate * row.Standing.RemainingWeight * row.Standing.RemainingWeight / mean);
            return _ => Math.Clamp(alone, 0, 100);
        }
    }

    private static float[] FeaturesOf(StudentStanding standing) =>
    [
        (float)(((standing.Current * standing.KnownWeight) + (Shrinkage * standing.ClassMean)) / (standing.KnownWeight + Shrinkage)),
        (float)standing.Current,
        (float)standing.ClassMean,
        (float)(standing.Current - standing.ClassMean),
        (float)standing.RecentMean,
        (float)(standing.RecentMean - standing.Current),
        (float)standing.MissingRate,
        standing.LastMissing ? 1 : 0,
        (float)standing.SubmittedRate,
        (float)standing.KnownWeight,
        standing.MissingRun,
        (float)(standing.SubmittedMean ?? standing.Current),
        (float)standing.ScoreDeviation,
        (float)standing.LateShare,
        standing.Pattern == SubmissionPattern.NothingSubmitted ? 0 : 1,
    ];

    private sealed class Row
    {
        [VectorType(15)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }

        public float Weight { get; set; }
    }

    private sealed class Rate
    {
        public float Score { get; set; }
    }
}
