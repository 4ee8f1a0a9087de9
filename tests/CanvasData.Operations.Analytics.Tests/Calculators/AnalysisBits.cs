using System.Globalization;
using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Everything that is told of a class at a moment, as lines of text that hold every bit of every number.</summary>
internal static class AnalysisBits
{
    public static List<string> Of(CourseWork work, DateTime asOf, FinalGradeModel model, DropoutModel? dropout = null)
    {
        var standing = StandingCalculator.Calculate(work, asOf);
        var predictions = FinalGradePredictor.Predict(standing, model, 60, GradingScheme.Default);
        var trends = TrendCalculator.Calculate(standing);
        var risks = RiskCalculator.Calculate(standing, model, predictions, trends, 60, dropout: dropout);
        var lines = new List<string> { Line(standing.InputsHash, predictions.FirstOrDefault()?.Provenance.InputsHash, standing.ClassMean, standing.NoiseDeviation, standing.Typical) };
        for (var s = 0; s < predictions.Length; s++)
        {
            var (own, prediction, trend, risk) = (standing[s], predictions[s], trends[s], risks[s]);
            var posted = StandingCalculator.Posted(work, s, asOf);
            lines.Add(Line(
                work.StudentIds[s], standing.StatusOf(s), own, string.Join('/', standing.StatesOf(s).ToArray()), Many(standing.PercentsOf(s).ToArray()), Many(standing.WeightsOf(s).ToArray()),
                prediction.Point, prediction.Interval80?.Low, prediction.Interval80?.High, prediction.Interval90?.Low, prediction.Interval90?.High, prediction.Confidence,
                Many(prediction.Letters.Select(letter => letter.Probability)), Many(prediction.Required.Select(required => required.Average ?? -1)),
                trend.Trend, trend.Velocity, trend.RawVelocity, trend.Change, trend.PValue, trend.Items, trend.Form, trend.Adjusted, trend.SubmissionRun, trend.MissingRun,
                risk.Band, risk.Probability, risk.FailOrLeaveProbability, risk.PointsAtStake, string.Join('/', risk.MissingAssignmentIds), Many(risk.Factors.SelectMany(factor => new[] { (double)factor.Code, factor.Effect, factor.Value, factor.Typical })),
                posted.Status, posted.Earned, posted.KnownWeight, posted.RemainingWeight, posted.Current, posted.SubmittedMean, posted.LateShare, posted.MissingRun, posted.MissingPoints,
                string.Join('/', posted.Items.Select(item => Line(item.AssignmentId, item.State, item.Percent, item.Weight)))));
        }

        return lines;
    }

    private static string Many(IEnumerable<double> numbers) => string.Join('/', numbers.Select(number => Text(number)));

    private static string Line(params object?[] values) => string.Join(' ', values.Select(Text));

    private static string Text(object? value) => value switch
    {
        null => "-",
        double number when !double.IsFinite(number) => throw new ArithmeticException("A number is none."),
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("x", CultureInfo.InvariantCulture),
        StudentStanding standing => string.Join('/', typeof(StudentStanding).GetProperties().Select(property => Text(property.GetValue(standing)))),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
