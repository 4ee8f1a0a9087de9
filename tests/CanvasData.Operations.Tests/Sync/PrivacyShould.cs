using System.Collections.Concurrent;
using System.Diagnostics;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Logs, spans, reports and events hold ids and counts, never a person.</summary>
public class PrivacyShould
{
    private const string Canary = "Canary-Ann-Lindqvist";

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task HoldWhateverHappens(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(4).AddSubmission(5, 4, 3, $$""","grade":"{{Canary}}" """).AddSubmission(6, 4, 7, $$""","score":"{{Canary}}" """);
        course.Enrollments.Add($$"""{"id":2,"user_id":3,"user":{"id":3,"name":"{{Canary}}","login_id":"{{Canary}}","email":"{{Canary}}"} }""");
        canvas.AddCourse(2).AddSubmission(8, 9, 10, $$""","grade":"{{Canary}}" """).AddSubmission(11, 9, 10, $$""","grade":"{{Canary}}" """);
        canvas.AddCourse(3);
        canvas.Before = (what, id, _) => (what, id) == ("modules", 3) ? throw new InvalidOperationException(Canary) : Task.CompletedTask;
        var log = new CapturedLog();
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CanvasOperationsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        var progress = new Heard();

        var report = await host.Bridge.SyncAllCoursesAsync(progress);
        course.Assignments[0] = $$"""{"id":4,"name":"{{Canary}}"}""";
        var second = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Conflicts = ConflictStrategy.Fail }, progress);

        report.Courses.Select(one => one.Outcome).Should().Equal(CourseSyncOutcome.Succeeded, CourseSyncOutcome.Succeeded, CourseSyncOutcome.Failed);
        report.Courses[1].RejectedCount.Should().Be(1, "two submissions in one place cannot both be stored");
        log.Lines.Should().HaveCountGreaterThan(50);
        spans.Should().NotBeEmpty();
        var told = log.Lines.Concat(spans).Concat(progress.Events.Select(happened => happened.ToString()))
            .Concat([report.ToJson(), report.ToString(), second.ToJson(), second.ToString(), .. report.Courses.SelectMany(one => one.Rejected).Select(record => record.ToString())]);
        told.Where(line => line.Contains(Canary, StringComparison.Ordinal)).Take(3).Should().BeEmpty();
    }
}
