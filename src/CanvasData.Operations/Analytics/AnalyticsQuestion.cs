using CanvasData.Operations.Grading;
using CanvasData.Operations.Persistence;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>What answers one question: everything here works in its context.</summary>
internal sealed record AnalyticsQuestion(AnalyticsDatabase Database, CourseAnalysisService Analyses, CourseStream Stream, InsightGenerator Insights);

/// <summary>Begins questions of a request; those of one scope may go on at once where the host gives a factory of contexts.</summary>
internal sealed class AnalyticsQuestions(
    IReadContext reads,
    RowSharing sharing,
    AnalyticsCache cache,
    FinalGradeModelProvider models,
    TimeProvider time,
    IOptions<AnalyticsOptions> options,
    IOptions<GradingOptions> grading)
{
    public async ValueTask<AnalyticsQuestion> BeginAsync(AnalyticsScope scope, CancellationToken cancellationToken)
    {
        var context = reads.ForQuestion();
        var shared = await ConnectionTurns.RunAsync(context, () => sharing.OfAsync(context, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        var database = new AnalyticsDatabase(context, shared, reads.Beside);
        var analyses = new CourseAnalysisService(database, scope, cache, models, time, options, grading);
        return new AnalyticsQuestion(database, analyses, new CourseStream(database, scope, analyses, time, options), new InsightGenerator(database, scope, analyses, models, time, grading));
    }
}
