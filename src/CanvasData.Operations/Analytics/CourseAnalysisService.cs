using CanvasData.Operations.Grading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Gets the analysis of a class, from the cache or computed. Its key holds everything that it depends on: the course's last change, the
/// moment, the finished offerings that are stored, the settings.
/// </summary>
internal sealed class CourseAnalysisService(AnalyticsDatabase database, AnalyticsScope scope, AnalyticsCache cache, FinalGradeModelProvider models, TimeProvider time, IOptions<AnalyticsOptions> options, IOptions<GradingOptions> grading)
{
    private const int Attempts = 3;

    private double PassingScore => grading.Value.PassingScore;

    /// <summary>Analyzes one course within the scope, in the request's context.</summary>
    public async Task<ClassAnalysis> GetAsync(long courseId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var facts = await scope.SeesAsync(database.Here, courseId, cancellationToken).ConfigureAwait(false)
            ? await CourseFacts.ReadAsync(database.Here, courseId, cancellationToken).ConfigureAwait(false)
            : null;
        var moment = AsOfTime.Resolve(asOf, time.GetUtcNow(), options.Value.Freshness, facts?.ChangedAt);
        if (facts is null)
        {
            return NotFound(courseId, moment);
        }

        var history = await FinalGradeModelProvider.VersionAsync(database.Here, cancellationToken).ConfigureAwait(false);
        var analysis = await GetAsync(facts, moment, history, cancellationToken).ConfigureAwait(false);
        return await WithinScopeAsync(database.Here, analysis, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Analyzes one course within the scope, in any context, without the cache.</summary>
    public async Task<ClassAnalysis> ComputeAsync(DbContext context, long courseId, DateTime moment, string history, CancellationToken cancellationToken)
    {
        if (!await scope.SeesAsync(context, courseId, cancellationToken).ConfigureAwait(false) ||
            await CourseFacts.ReadAsync(context, courseId, cancellationToken).ConfigureAwait(false) is not { } facts)
        {
            return NotFound(courseId, moment);
        }

        var analysis = await ComputeAsync(context, facts, moment, history, cancellationToken).ConfigureAwait(false);
        return await WithinScopeAsync(context, analysis, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ClassAnalysis> GetAsync(CourseFacts facts, DateTime moment, string history, CancellationToken cancellationToken)
    {
        if (database.Partition is null)
        {
            return await ComputeAsync(database.Here, facts, moment, history, cancellationToken).ConfigureAwait(false);
        }

        // The cache keeps whole classes: what is computed for one caller serves the next.
        var key = FormattableString.Invariant($"canvas-analytics/1/{database.Partition}/{facts.CourseId}/{facts.ChangedAt?.Ticks:x}/{moment.Ticks:x}/{history}/{PassingScore:R}");
        return await cache.GetAsync(
            key, () => ComputeAsync(database.Here, facts, moment, history, cancellationToken), analysis => analysis.Students.Count + 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ClassAnalysis> WithinScopeAsync(DbContext context, ClassAnalysis analysis, CancellationToken cancellationToken) => scope.SeesEverything
        ? analysis
        : analysis.Within(await scope.StudentsOfAsync(context, analysis.CourseId, cancellationToken).ConfigureAwait(false));

    // A course outside the scope must look like one that does not exist.
    private ClassAnalysis NotFound(long courseId, DateTime moment) => ClassAnalysis.None(
        courseId, AnalyticsStatus.NotFound, scope.SeesEverything ? "The course is not stored." : "The course is not stored, or is outside the scope.", moment, PassingScore);

    private async Task<ClassAnalysis> ComputeAsync(DbContext context, CourseFacts facts, DateTime moment, string history, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var course = await CourseWorkReader.ReadAsync(context, facts, moment, PassingScore, cancellationToken).ConfigureAwait(false);

            // A sync may have committed between two statements; then it is not known which of its rows were read.
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
