using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Queries;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>Gives a scope to every analysis; by itself it covers the whole school, or nothing when a scope is required.</summary>
internal sealed class AnalyticsBuilder(
    AnalyticsQuestions questions,
    OfferingCapture capture,
    IEnumerable<IRateModelTrainer> challengers,
    TimeProvider time,
    IOptions<QueryOptions> options,
    IOptions<GradingOptions> grading) : ScopedAnalytics(questions, AnalyticsScope.Everything), IAnalyticsBuilder
{
    public ICanvasAnalytics ForTeacher(long userId) => With(CallerScope.Teacher(userId));

    public IStudentAnalytics ForStudent(long userId) => new StudentAnalytics(Questions, new AnalyticsScope(CallerScope.Student(userId)));

    public IStudentAnalytics ForObserver(long userId) => new StudentAnalytics(Questions, new AnalyticsScope(CallerScope.Observer(userId)));

    public ICanvasAnalytics ForAdviser(IReadOnlyCollection<long> studentIds) => With(CallerScope.Adviser(studentIds));

    public ICanvasAnalytics ForCourses(IReadOnlyCollection<long> courseIds) => With(CallerScope.Courses(courseIds));

    public ICanvasAnalytics ForEverything() => With(CallerScope.Everything);

    public Task<CapturedOfferings> CaptureFinishedOfferingsAsync(DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        capture.RunAsync(AsOfTime.Resolve(asOf, time.GetUtcNow(), TimeSpan.Zero, null), cancellationToken);

    public async Task<BacktestReport> BacktestAsync(string? courseCode, Func<long, string?>? groupOf, CancellationToken cancellationToken)
    {
        var database = (await Questions.BeginAsync(AnalyticsScope.Everything, cancellationToken).ConfigureAwait(false)).Database;
        var history = await OfferingHistory.ReadAsync(database.Here, cancellationToken).ConfigureAwait(false);
        var snapshots = courseCode is null ? history.Institution : await history.OfCourseAsync(database.Here, CourseKeys.Parse(courseCode), cancellationToken).ConfigureAwait(false);
        return Backtest.Run(snapshots, grading.Value.PassingScore, challengers.FirstOrDefault(), groupOf);
    }

    protected override void RefuseWithoutScope()
    {
        if (options.Value.RequireScope)
        {
            throw new CanvasConfigurationException(
                "An analysis without a scope was refused, because CanvasOperationsOptions.Queries.RequireScope is set.",
                "Call one of ForTeacher, ForStudent, ForObserver, ForAdviser, ForCourses or ForEverything before the analysis.");
        }
    }

    private ScopedAnalytics With(CallerScope caller) => new(Questions, new AnalyticsScope(caller));
}
