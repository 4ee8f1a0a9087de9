namespace CanvasData.Operations.Analytics;

/// <summary>The trend of a student with the prediction beside it.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="StudentId">The student.</param>
/// <param name="Status">Whether there is a result.</param>
/// <param name="Trend">The trend class.</param>
/// <param name="Velocity">The percentage points a week relative to the class; null when unknown.</param>
/// <param name="Prediction">The prediction in two numbers; null when there is none.</param>
/// <param name="Details">The details by which to judge the trend; null when the student is not found.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record GradeMomentum(
    long CourseId, long StudentId, AnalyticsStatus Status, TrendDirection Trend, double? Velocity, MomentumPrediction? Prediction, GradeTrend? Details, Provenance Provenance);

/// <summary>A prediction in two numbers and its interval.</summary>
/// <param name="Grade">The median of the final percentage.</param>
/// <param name="Confidence">The probability P(|final - grade| at most 5); null without local history, unless nothing remains.</param>
/// <param name="Interval80">The 80% prediction interval.</param>
public sealed record MomentumPrediction(double Grade, double? Confidence, GradeInterval Interval80);

/// <summary>The trends of a class.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Status">Whether there is a result.</param>
/// <param name="Students">The results by student, in the order of user ids.</param>
/// <param name="ExpectedFalseFlags">How many would be called improving or declining if the order of the items meant nothing: 7.7% of those with enough data.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record ClassTrends(long CourseId, AnalyticsStatus Status, IReadOnlyList<GradeMomentum> Students, double ExpectedFalseFlags, Provenance Provenance);
