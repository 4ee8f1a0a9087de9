using System.Runtime.CompilerServices;

namespace CanvasData.Operations.Analytics;

/// <summary>Asks within one scope.</summary>
internal class ScopedAnalytics(AnalyticsQuestions questions, AnalyticsScope scope) : ICanvasAnalytics
{
    protected AnalyticsQuestions Questions => questions;

    public async Task<GradeMomentum> CalculateGradeMomentumAsync(long courseId, long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await AnalyzeAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        return course.PlaceOf(studentId) is >= 0 and var place
            ? course.Trends[place]
            : new GradeMomentum(courseId, studentId, AnalyticsStatus.NotFound, TrendDirection.InsufficientData, null, null, null, course.Provenance);
    }

    public async Task<ClassTrends> CalculatePerformanceTrendsAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await AnalyzeAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        var enough = course.Trends.Count(momentum => momentum.Trend != TrendDirection.InsufficientData);
        return new ClassTrends(courseId, course.Status, course.Trends, TrendCalculator.FalseFlagShare * enough, course.Provenance);
    }

    public async Task<FinalGradePrediction> PredictFinalGradeAsync(
        long courseId, long studentId, IReadOnlyCollection<double>? targets, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await AnalyzeAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        return course.PlaceOf(studentId) is >= 0 and var place
            ? WithTargets(course.Students[place].Prediction, targets ?? [])
            : new FinalGradePrediction
            {
                CourseId = courseId,
                StudentId = studentId,
                Status = AnalyticsStatus.NotFound,
                Reason = course.Status == AnalyticsStatus.NotFound ? course.Reason : "The student does not attend the course.",
                Provenance = course.Provenance,
            };
    }

    public async Task<IReadOnlyList<FinalGradePrediction>> PredictFinalGradesAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await AnalyzeAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        return [.. course.Students.Select(student => student.Prediction)];
    }

    public async IAsyncEnumerable<FinalGradePrediction> StreamFinalGradesAsync(
        IReadOnlyCollection<long>? courseIds, DateTimeOffset? asOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var course in question.Stream.RunAsync(courseIds, asOf, cancellationToken).ConfigureAwait(false))
        {
            foreach (var student in course.Students)
            {
                yield return student.Prediction;
            }
        }
    }

    public async Task<ClassRisk> AnalyzeAtRiskStudentsAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var course = await AnalyzeAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);
        return course.ToRisk();
    }

    public async IAsyncEnumerable<AtRiskStudent> StreamAtRiskStudentsAsync(
        IReadOnlyCollection<long>? courseIds, RiskBand atLeast, DateTimeOffset? asOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = await BeginAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var course in question.Stream.RunAsync(courseIds, asOf, cancellationToken).ConfigureAwait(false))
        {
            foreach (var student in course.ByRisk().Where(student => student.Band >= atLeast))
            {
                yield return student;
            }
        }
    }

    public async Task<TeacherInsights> GeneratePerformanceInsightsAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        await (await BeginAsync(cancellationToken).ConfigureAwait(false)).Insights.ForTeacherAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);

    public async Task<StudentInsights> GenerateStudentInsightsAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        await (await BeginAsync(cancellationToken).ConfigureAwait(false)).Insights.ForStudentAsync(studentId, asOf, cancellationToken).ConfigureAwait(false);

    public async Task<AdviserInsights> GenerateAdviserInsightsAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        await (await BeginAsync(cancellationToken).ConfigureAwait(false)).Insights.ForAdviserAsync(studentId, asOf, cancellationToken).ConfigureAwait(false);

    /// <summary>Refuses a question that needs a scope.</summary>
    protected virtual void RefuseWithoutScope()
    {
    }

    private ValueTask<AnalyticsQuestion> BeginAsync(CancellationToken cancellationToken)
    {
        RefuseWithoutScope();
        return questions.BeginAsync(scope, cancellationToken);
    }

    private async Task<ClassAnalysis> AnalyzeAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        await (await BeginAsync(cancellationToken).ConfigureAwait(false)).Analyses.GetAsync(courseId, asOf, cancellationToken).ConfigureAwait(false);

    private static FinalGradePrediction WithTargets(FinalGradePrediction prediction, IReadOnlyCollection<double> targets) =>
        targets.Count == 0 || prediction.Standing is not { } standing || prediction.Point is null
            ? prediction
            : prediction with { Required = [.. prediction.Required, .. targets.Select(target => RequiredAverage.Calculate(standing.Earned, standing.RemainingWeight, target))] };
}
