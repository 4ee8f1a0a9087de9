namespace CanvasData.Operations.Analytics;

/// <summary>Asks what a student or an observer may see. A type of its own, so that it cannot be cast to one for staff.</summary>
internal sealed class StudentAnalytics(AnalyticsQuestions questions, AnalyticsScope scope) : IStudentAnalytics
{
    public async Task<StudentInsights> GenerateStudentInsightsAsync(long studentId, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        await (await questions.BeginAsync(scope, cancellationToken).ConfigureAwait(false)).Insights.ForStudentAsync(studentId, asOf, cancellationToken).ConfigureAwait(false);
}
