using CanvasData.Operations.Grading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The analysis of a class, from the cache or anew. Its key holds everything that it depends on: the course's last
/// change, the moment, the finished offerings that are stored, the settings.
/// </summary>
internal sealed class CourseAnalysisService(AnalyticsDatabase database, AnalyticsCache cache, FinalGradeModelProvider models, TimeProvider time, IOptions<AnalyticsOptions> options, IOptions<GradingOptions> grading)
{
    private const int Attempts = 3;

    private double PassingScore => grading.Value.PassingScore;

    /// <summary>Of one course, in the request's context.</summary>
    public async Task<ClassAnalysis> GetAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var facts = await CourseFacts.ReadAsync(database.Here, courseId, cancellationToken).ConfigureAwait(false);
        var moment = AsOfTime.Resolve(asOf, time.GetUtcNow(), options.Value.Freshness, facts?.ChangedAt);
        if (facts is null)
        {
            return ClassAnalysis.None(courseId, AnalyticsStatus.NotFound, "The course is not stored.", moment, PassingScore);
        }

        var history = await FinalGradeModelProvider.VersionAsync(database.Here, cancellationToken).ConfigureAwait(false);
        if (database.Partition is null)
        {
            return await ComputeAsync(database.Here, facts, moment, history, cancellationToken).ConfigureAwait(false);
        }

        var key = FormattableString.Invariant($"canvas-analytics/1/{database.Partition}/{courseId}/{facts.ChangedAt?.Ticks:x}/{moment.Ticks:x}/{history}/{PassingScore:R}");
        return await cache.GetAsync(
            key, () => ComputeAsync(database.Here, facts, moment, history, cancellationToken), analysis => analysis.Students.Count + 1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Anew, in any context.</summary>
    public async Task<ClassAnalysis> ComputeAsync(DbContext context, CourseFacts facts, DateTime moment, string history, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var course = await CourseWorkReader.ReadAsync(context, facts, moment, PassingScore, cancellationToken).ConfigureAwait(false);

            // A sync may have committed between two statements; then nobody knows which of its rows were read.
            var after = await CourseFacts.ReadAsync(context, facts.CourseId, cancellationToken).ConfigureAwait(false);
            if (after is null || after.ChangedAt == facts.ChangedAt || attempt == Attempts)
            {
                var model = await models.ForAsync(database, context, history, facts.CourseKey, cancellationToken).ConfigureAwait(false);
                var dropout = await models.DropoutAsync(database, context, history, PassingScore, cancellationToken).ConfigureAwait(false);
                var offerings = await models.LastOfferingsAsync(database, context, history, cancellationToken).ConfigureAwait(false);
                return ClassAnalyzer.Analyze(course, model, dropout, offerings?.OptionsFor(facts, moment) ?? StandingOptions.None, moment);
            }

            facts = after;
        }
    }
}
