using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

public class EventsShould
{
    private static readonly JsonSerializerOptions IdsAsText =
        new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { CanvasIdJson.WriteAsText } } };

    private static readonly CanvasSimulatorOptions Small = new() { Courses = 3, Students = 12, AssignmentsPerCourse = 6 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ComeInOrderToAProgressAndToAStream(bool stream)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        canvas.Faults.Add(Fault.PermissionDenied403Json(), $"*/courses/{canvas.School.Courses[2].Id}/sections");
        IReadOnlyList<SyncEvent> events;
        if (stream)
        {
            events = await host.Bridge.StreamSyncAsync().ToListAsync();
        }
        else
        {
            var progress = new Heard();
            await host.Bridge.SyncAllCoursesAsync(progress);
            events = progress.Events;
        }

        events[0].Should().BeOfType<SyncRunStarted>().Which.Courses.Should().Be(3);
        var report = events[^1].Should().BeOfType<SyncRunEnded>().Subject.Report;
        report.RunId.Should().Be(((SyncRunStarted)events[0]).RunId);
        foreach (var course in canvas.School.Courses)
        {
            var own = events.Where(happened => CourseOf(happened) == course.Id).ToList();
            own[0].Should().BeOfType<CourseSyncStarted>();
            own[^1].Should().BeOfType<CourseSyncEnded>().Which.Report.Should().Be(report.Courses.Single(one => one.CourseId == course.Id));
            if (course != canvas.School.Courses[2])
            {
                own[^2].Should().BeOfType<CourseSyncWriting>();
                own[1..^2].Should().AllBeOfType<CourseRowsFetched>().And.NotBeEmpty();
                own.OfType<CourseRowsFetched>().Single(fetched => fetched.Entity == "submission").Rows.Should().Be((int)report.Courses.Single(one => one.CourseId == course.Id).Rows[nameof(CanvasSubmission)].Added);
            }
            else
            {
                own.Should().NotContain(happened => happened is CourseSyncWriting);
            }
        }
    }

    [Fact]
    public async Task ComeEveryThousandRows()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        Enumerable.Range(1, 2_500).ToList().ForEach(id => course.AddSubmission(id, 2, id));
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var progress = new Heard();

        await host.Bridge.SyncAllCoursesAsync(progress);

        progress.Events.OfType<CourseRowsFetched>().Where(fetched => fetched.Entity == "submission").Select(fetched => fetched.Rows).Should().Equal(1_000, 2_000, 2_500);
    }

    [Fact]
    public async Task BeReadableAsJsonByAWebPage()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        var lines = await host.Bridge.StreamSyncAsync().Select(happened => JsonSerializer.Serialize(happened, JsonSerializerOptions.Web)).ToListAsync();

        var kinds = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()).Distinct();
        kinds.Should().BeEquivalentTo("runStarted", "courseStarted", "rowsFetched", "courseWriting", "courseEnded", "runEnded");
        foreach (var person in canvas.School.Students)
        {
            lines.Should().NotContain(line => line.Contains(person.SortableName, StringComparison.Ordinal), "events hold no personal data");
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task EndTheRunWhenTheListenerLeaves(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 1);
        canvas.Faults.Add(Fault.Slow(TimeSpan.FromMinutes(5)), "*/modules");

        await foreach (var happened in host.Bridge.StreamSyncAsync())
        {
            if (happened is CourseSyncStarted)
            {
                break;
            }
        }

        (await host.RowsAsync<CanvasSyncRun>()).Single().Outcome.Should().Be("Canceled", "the stream is not left before the run is over");
        (await host.RowsAsync<CanvasCourse>()).Should().BeEmpty();

        // A request that was on its way when the run ended may still arrive; none is made after it.
        await Task.Delay(1_000);
        var requests = canvas.Requests.Count;
        await Task.Delay(500);
        canvas.Requests.Count.Should().Be(requests);
        canvas.Faults.Clear();
        await host.SyncAsync();
    }

    [Fact]
    public async Task CarryTheFailureOfARunThatCannotBegin()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var canvas = new ScriptedCanvas { Before = (_, _, _) => throw new InvalidOperationException("no list") };
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.Awaiting(h => h.Bridge.StreamSyncAsync().ToListAsync().AsTask()).Should().ThrowAsync<InvalidOperationException>();

        (await host.RowsAsync<CanvasSyncRun>()).Single().Outcome.Should().NotBe("Running").And.NotBe("Succeeded");
    }

    [Fact]
    public void WriteIdsAsTextThatNoBrowserRounds()
    {
        const long Id = 21070000000001005;
        SyncEvent[] events = [new CourseSyncStarted(default, Id), new CourseRowsFetched(default, Id, "submission", 1), new CourseSyncWriting(default, Id, 1)];
        var course = new CourseSyncReport
        {
            CourseId = Id,
            Outcome = CourseSyncOutcome.Succeeded,
            Rejected = [new RejectedRecord("submission", Id, "Score", "bad")],
            Conflicts = [new SyncConflict("user", Id, ["Name"], ConflictStrategy.CanvasWins)],
        };
        var report = new SyncReport { RunId = default, StartedAt = default, Courses = [course] };

        foreach (var json in events.Select(happened => JsonSerializer.Serialize(happened, JsonSerializerOptions.Web)).Append(report.ToJson()).Append(JsonSerializer.Serialize(report, JsonSerializerOptions.Web)))
        {
            json.Should().Contain($"\"{Id}\"").And.NotContain($":{Id}");
        }

        JsonSerializer.Deserialize<SyncEvent>(JsonSerializer.Serialize(events[0], JsonSerializerOptions.Web), JsonSerializerOptions.Web).Should().Be(events[0]);
    }

    [Fact]
    public void WriteIdsOfRowsAsTextInTheJsonOfTheHost()
    {
        var json = JsonSerializer.Serialize(new { Id = 21070000000001005, CourseId = 21070000000001007, StudentIds = new long[] { 21070000000001009 }, Seconds = 5L, Paid = 3L }, IdsAsText);

        json.Should().Be("""{"id":"21070000000001005","courseId":"21070000000001007","studentIds":["21070000000001009"],"seconds":5,"paid":3}""");
    }

    private static long? CourseOf(SyncEvent happened) => happened switch
    {
        CourseSyncStarted started => started.CourseId,
        CourseRowsFetched fetched => fetched.CourseId,
        CourseSyncWriting writing => writing.CourseId,
        CourseSyncEnded ended => ended.Report.CourseId,
        _ => null,
    };
}
