namespace CanvasData.Operations.Analytics;

/// <summary>Computes everything about a class at a moment. Nothing here reads anything.</summary>
internal static class ClassAnalyzer
{
    public static ClassAnalysis Analyze(LoadedCourse course, FinalGradeModel fitted, DropoutModel? dropout, StandingOptions options, DateTime moment)
    {
        var standing = StandingCalculator.Calculate(course.Work, moment, options);
        var model = fitted.For(standing);
        var provenance = FinalGradePredictor.ProvenanceOf(standing, model, Hash(course, standing, model, dropout));
        var predictions = FinalGradePredictor.Predict(standing, model, course.Scheme.PassingScore, course.Scheme.Scheme, provenance);
        var trends = TrendCalculator.Calculate(standing);
        var risks = RiskCalculator.Calculate(standing, model, predictions, trends, course.Scheme.PassingScore, [.. course.Roll.Members.Select(member => member.LastActivityAt)], dropout);
        var statistics = new ItemStatistics(standing);
        var (status, reason) = StatusOf(course, predictions);
        return new ClassAnalysis
        {
            CourseId = course.Facts.CourseId,
            Status = status,
            Reason = reason,
            Provenance = provenance,
            PassingScore = course.Scheme.PassingScore,
            Calibrated = model.IsCalibrated,
            Students = risks,
            Trends = [.. predictions.Select((prediction, place) => Momentum(prediction, trends[place]))],
            Strengths = [.. predictions.Select((_, place) => statistics.StrengthOf(place))],
            Sections = [.. course.Roll.Members.Select(member => member.SectionId)],
            Items = statistics.Items,
        };
    }

    private static GradeMomentum Momentum(FinalGradePrediction prediction, GradeTrend trend) => new(
        prediction.CourseId,
        prediction.StudentId,
        trend.Trend == TrendDirection.InsufficientData ? AnalyticsStatus.InsufficientData : AnalyticsStatus.Ok,
        trend.Trend,
        trend.Velocity,
        prediction is { Point: { } point, Interval80: { } interval } ? new MomentumPrediction(point, prediction.Confidence, interval) : null,
        trend,
        prediction.Provenance);

    // A class has a result when one of its students has.
    private static (AnalyticsStatus Status, string? Reason) StatusOf(LoadedCourse course, IReadOnlyList<FinalGradePrediction> predictions) =>
        course.Work.Items.Count == 0 ? (AnalyticsStatus.NoCountedWork, "The course has no published work that counts.")
        : predictions.Count == 0 ? (AnalyticsStatus.InsufficientData, "No student attends the course.")
        : predictions.FirstOrDefault(prediction => prediction.Status == AnalyticsStatus.Ok) is not null ? (AnalyticsStatus.Ok, null)
        : (predictions[0].Status, predictions[0].Reason);

    private static ulong Hash(LoadedCourse course, ClassStanding standing, FinalGradeModel model, DropoutModel? dropout)
    {
        var hash = new Fingerprint().Add(FinalGradePredictor.HashOf(standing, model, course.Scheme.PassingScore, course.Scheme.Scheme)).Add(dropout?.Fingerprint ?? 0);
        foreach (var member in course.Roll.Members)
        {
            hash.Add(member.LastActivityAt);
        }

        return hash.Value;
    }
}
