using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>Predicts final grades from standings: what was earned, plus the remaining weight at a predicted rate.</summary>
internal static class FinalGradePredictor
{
    // Where nothing remains a grade is a fact: nothing misses it, and no history is needed to say so.
    private static readonly double[] Certain = [0];

    /// <summary>Predicts the final grades of a class.</summary>
    /// <param name="standing">Where the class stands.</param>
    /// <param name="model">The model.</param>
    /// <param name="passingScore">The percentage from which the course is passed; its required average is always given.</param>
    /// <param name="scheme">The letters; null for none.</param>
    /// <returns>In the order of the students.</returns>
    public static FinalGradePrediction[] Predict(ClassStanding standing, FinalGradeModel model, double passingScore, GradingScheme? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(model);
        var used = model.For(standing);
        return Predict(standing, used, passingScore, scheme, ProvenanceOf(standing, used, HashOf(standing, used, passingScore, scheme)));
    }

    /// <summary>
    /// The probability that a student ends below a percentage, by leaving the course too, 0 to 1. It is 0 or 1 where nothing remains, and
    /// null without a local calibration.
    /// </summary>
    /// <param name="standing">Where the student stands.</param>
    /// <param name="model">The model, as it serves the class: see <see cref="FinalGradeModel.For"/>.</param>
    /// <param name="percentage">The percentage.</param>
    public static double? ProbabilityBelow(in StudentStanding standing, FinalGradeModel model, double percentage)
    {
        ArgumentNullException.ThrowIfNull(model);
        var fitted = model.At(in standing);
        var residuals = ResidualsOf(in standing, fitted.Outcomes);
        return residuals.IsEmpty ? null : PredictionMath.ProbabilityBelow(in standing, fitted.RateOf(in standing), residuals, percentage);
    }

    internal static FinalGradePrediction[] Predict(ClassStanding standing, FinalGradeModel model, double passingScore, GradingScheme? scheme, Provenance provenance)
    {
        var result = new FinalGradePrediction[standing.Students.Length];
        var bounds = scheme?.Entries.Select(entry => (entry.Name, Percent: PercentOf(entry))).ToArray() ?? [];
        for (var s = 0; s < result.Length; s++)
        {
            var fitted = model.At(in standing.Students[s]);
            var prediction = new FinalGradePrediction
            {
                CourseId = standing.Work.CourseId,
                StudentId = standing.Work.StudentIds[s],
                Status = standing.Statuses[s],
                Reason = standing.ReasonOf(s),
                Standing = standing.Statuses[s] == AnalyticsStatus.NotFound ? null : standing.Students[s],
                Provenance = IsOf(provenance, fitted) ? provenance : provenance with { ModelVersion = fitted.Version, Basis = fitted.Basis, Offerings = fitted.Offerings },
            };
            result[s] = prediction.Status == AnalyticsStatus.Ok ? Complete(prediction, in standing.Students[s], fitted, standing.NoiseDeviation, passingScore, bounds) : prediction;
        }

        return result;
    }

    /// <summary>Of a class: what serves the student in the middle, by remaining weight.</summary>
    internal static Provenance ProvenanceOf(ClassStanding standing, FinalGradeModel model, ulong hash)
    {
        var remaining = standing.Students.Where((_, place) => standing.Statuses[place] == AnalyticsStatus.Ok).OrderBy(student => student.RemainingWeight).ToList();
        var fitted = remaining.Count == 0 ? model.Main : model.At(remaining[remaining.Count / 2]);
        return new Provenance(standing.AsOf, fitted.Version, fitted.Basis, fitted.Offerings, hash);
    }

    /// <summary>Of everything that a prediction depends on.</summary>
    internal static ulong HashOf(ClassStanding standing, FinalGradeModel model, double passingScore, GradingScheme? scheme) =>
        new Fingerprint().Add(standing.InputsHash).Add(model.Fingerprint).Add(passingScore).Add(scheme).Value;

    /// <summary>The median alone: for what-if questions about a factor.</summary>
    internal static double PointOf(in StudentStanding standing, FinalGradeModel model)
    {
        var fitted = model.At(in standing);
        var rate = fitted.RateOf(in standing);
        var residuals = ResidualsOf(in standing, fitted.Residuals);
        return residuals.IsEmpty ? PredictionMath.FinalOf(in standing, rate) : PredictionMath.PointOf(in standing, rate, residuals);
    }

    private static bool IsOf(Provenance provenance, FittedModel fitted) =>
        provenance.Basis == fitted.Basis && provenance.ModelVersion == fitted.Version && ReferenceEquals(provenance.Offerings, fitted.Offerings);

    private static FinalGradePrediction Complete(
        FinalGradePrediction prediction, in StudentStanding standing, FittedModel fitted, double noise, double passingScore, (string Name, double Percent)[] bounds)
    {
        var rate = fitted.RateOf(in standing);
        IReadOnlyList<RequiredAverage> required = [RequiredAverage.Calculate(standing.Earned, standing.RemainingWeight, passingScore)];
        var residuals = ResidualsOf(in standing, fitted.Residuals);
        if (residuals.IsEmpty)
        {
            var (likely, wide) = ReferenceResiduals.IntervalsOf(in standing, rate, noise);
            return prediction with
            {
                Point = PredictionMath.FinalOf(in standing, rate),
                Interval80 = likely,
                Interval90 = wide,
                IntervalIsReference = true,
                Required = required,
            };
        }

        var point = PredictionMath.PointOf(in standing, rate, residuals);
        var spread = ResidualsOf(in standing, fitted.Spread);
        var (interval80, interval90) = fitted.IntervalsOf(in standing, rate, spread, point);
        return prediction with
        {
            Point = point,
            Interval80 = interval80,
            Interval90 = interval90,
            Confidence = PredictionMath.Confidence(in standing, Statistics.Median(residuals), spread, FinalGradePrediction.ConfidenceTolerance),
            Letters = LettersOf(in standing, rate, ResidualsOf(in standing, fitted.Outcomes), bounds),
            Required = required,
        };
    }

    // None while nothing local calibrates what remains.
    private static ReadOnlySpan<double> ResidualsOf(in StudentStanding standing, ResidualTable? table) =>
        standing.RemainingWeight <= 0 && standing.OpenBonus <= 0 ? Certain : table is null ? [] : table.ResidualsFor(in standing);

    // Best first: the chance of a letter is that of not being below it less that of all better ones.
    private static LetterProbability[] LettersOf(in StudentStanding standing, double rate, ReadOnlySpan<double> residuals, (string Name, double Percent)[] bounds)
    {
        var letters = new LetterProbability[bounds.Length];
        var below = 1.0;
        for (var i = 0; i < bounds.Length; i++)
        {
            var belowThis = i == bounds.Length - 1 ? 0 : Math.Min(below, PredictionMath.ProbabilityBelow(in standing, rate, residuals, bounds[i].Percent));
            letters[i] = new LetterProbability(bounds[i].Name, below - belowThis);
            below = belowThis;
        }

        return letters;
    }

    private static double PercentOf(GradingSchemeEntry entry) => (double)(entry.LowerBound * 100);
}
