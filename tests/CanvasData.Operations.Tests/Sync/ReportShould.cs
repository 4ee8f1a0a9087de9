using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

public class ReportShould
{
    [Fact]
    public async Task SerialiseAndPrintAtAGlance()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 12, AssignmentsPerCourse = 6 });
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var failing = canvas.School.Courses[1].Id;
        canvas.Faults.Add(Fault.PermissionDenied403Json(), $"*/courses/{failing}/enrollments");
        canvas.Faults.Add(Fault.SchemaDrift(SchemaDrift.NumberBeyondDouble, everyRow: 5), "*/students/submissions");

        var report = await host.Pipeline.RunAllAsync();

        foreach (var indented in (bool[])[false, true])
        {
            var json = report.ToJson(indented);
            json.Contains('\n', StringComparison.Ordinal).Should().Be(indented);
            var root = JsonDocument.Parse(json).RootElement;
            root.GetProperty("runId").GetGuid().Should().Be(report.RunId);
            root.GetProperty("succeeded").GetBoolean().Should().BeFalse();
            root.GetProperty("rowsWritten").GetInt64().Should().Be(report.RowsWritten).And.BePositive();
            var courses = root.GetProperty("courses");
            courses[0].GetProperty("outcome").GetString().Should().Be("Succeeded");
            courses[0].GetProperty("rows").GetProperty("CanvasSubmission").GetProperty("added").GetInt64().Should().BePositive();
            courses[0].GetProperty("rejectedCount").GetInt32().Should().BePositive();
            courses[1].GetProperty("failure").GetProperty("kind").GetString().Should().Be("CanvasPermissionException");
        }

        var text = report.ToString();
        text.Should().StartWith("Synced with failures: 1 of 2 courses").And.Contain("CanvasSubmission").And.Contain("records and fields in quarantine").And.Contain($"course {failing}: Failed");
        text.Split('\n').Length.Should().BeLessThan(30);
        text.Should().NotContain(canvas.Token);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task StayBehindInTheTableOfRuns(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(2, 3);
        canvas.AddCourse(4).Enroll(5, 6);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var first = await host.Pipeline.RunAllAsync();
        canvas.Courses[0].AddSubmission(7, 8, 3, ""","score":"?" """);
        canvas.Before = (what, course, _) => what == "sections" && course == 4 ? throw new InvalidOperationException() : Task.CompletedTask;
        var second = await host.Pipeline.RunAllAsync(new SyncRequest { Strategy = SyncStrategy.Conservative });
        var third = await host.Pipeline.RunOneAsync(4);

        var runs = (await host.RowsAsync<CanvasSyncRun>()).ToDictionary(run => run.Id);
        runs.Should().HaveCount(3);
        runs[first.RunId].Should().Match<CanvasSyncRun>(run => run.Outcome == "Succeeded" && run.Courses == 2 && run.FailedCourses == 0 && run.RowsAdded == 6 && run.CompletedAt >= run.StartedAt && run.Strategy == "Full" && run.Requests == first.Requests);
        runs[second.RunId].Should().Match<CanvasSyncRun>(run => run.Outcome == "PartiallyFailed" && run.FailedCourses == 1 && run.Rejected == 1 && run.Strategy == "Conservative");
        runs[third.RunId].Should().Match<CanvasSyncRun>(run => run.Outcome == "Failed" && run.Courses == 1);
        third.Courses.Should().ContainSingle().Which.CourseId.Should().Be(4);
        await host.Awaiting(h => h.Pipeline.RunOneAsync(0)).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void CountCoursesByHowTheyEnded()
    {
        var report = new SyncReport
        {
            RunId = default,
            StartedAt = default,
            Courses =
            [
                Course(CourseSyncOutcome.Succeeded), Course(CourseSyncOutcome.AlreadyRunning), Course(CourseSyncOutcome.AlreadyRunning),
                Course(CourseSyncOutcome.Canceled), Course(CourseSyncOutcome.Failed), Course(CourseSyncOutcome.Fenced),
            ],
        };

        report.FailedCourses.Select(course => course.Outcome).Should().Equal(CourseSyncOutcome.Failed, CourseSyncOutcome.Fenced);
        report.ToString().Should().StartWith("Synced with failures: 1 of 6 courses")
            .And.Contain("2 courses left to another sync").And.Contain("1 courses canceled");
        (report with { Courses = [Course(CourseSyncOutcome.Canceled)] }).Succeeded.Should().BeFalse();
        (report with { Courses = [Course(CourseSyncOutcome.AlreadyRunning)] }).Should().Match<SyncReport>(one => one.Succeeded).And.Subject.ToString()
            .Should().StartWith("Synced: 0 of 1 courses");
    }

    private static CourseSyncReport Course(CourseSyncOutcome outcome) => new() { CourseId = 1, Outcome = outcome };
}
