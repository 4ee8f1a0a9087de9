using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

public class VerificationShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 2, Students = 12, AssignmentsPerCourse = 14 };
    private static readonly VerificationRequest AgainstCanvas = new() { AgainstCanvas = true };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task FindNothingAfterASyncAndWriteNothing(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.School.Advance(TimeSpan.FromDays(9));
        await host.SyncAsync();
        var before = await host.UseAsync(context => RowText.TablesAsync(context));

        var report = await host.Pipeline.VerifyAsync(AgainstCanvas);

        report.Succeeded.Should().BeTrue(report.ToString());
        report.Courses.Should().Be(2);
        report.Comparisons.Values.Should().OnlyContain(tables => tables.Count == 10);
        report.Comparisons[canvas.School.Courses[0].Id]["submission"].InCanvas.Should().BePositive();
        (await host.UseAsync(context => RowText.TablesAsync(context))).ShouldHoldTheCellsOf(before);
        JsonDocument.Parse(report.ToJson()).RootElement.GetProperty("succeeded").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FindWhatWasDeletedChangedAndPlanted(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small with { Courses = 1 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        var submissions = (await host.RowsAsync<CanvasSubmission>()).OrderBy(row => row.Id).ToList();
        var student = submissions[0].UserId!.Value;
        await host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.Id == submissions[0].Id).ExecuteDeleteAsync());
        await host.UseAsync(context => context.Set<CanvasUser>().Where(row => row.Id == student).ExecuteDeleteAsync());
        await host.UseAsync(context => context.Set<CanvasSection>().Where(row => row.Id == canvas.School.Sections(course)[1].Id).ExecuteDeleteAsync());
        // By plain SQL, past every guard.
        await host.UseAsync(context => context.Database.ExecuteSqlAsync($"""UPDATE "CanvasSubmission" SET "Score" = -99 WHERE "Id" = {submissions[1].Id}"""));
        await host.ChangeAsync(context =>
        {
            context.Add(new CanvasSubmission { Id = 7, CourseId = course, AssignmentId = 8, UserId = student });
            context.Add(new CanvasModuleItem { Id = 9, CourseId = course, ModuleId = 10 });
            context.Add(new CanvasAssignmentOverride { Id = 11, CourseId = course, AssignmentId = 12 });
            context.Add(new CanvasAssignment { Id = 13, CourseId = course, AssignmentGroupId = 14 });
            return Task.CompletedTask;
        });

        var report = await host.Pipeline.VerifyAsync(AgainstCanvas);

        report.Succeeded.Should().BeFalse();
        report.Findings.Select(finding => (finding.Check, finding.CourseId)).Should().BeEquivalentTo(new[]
        {
            ("enrollment without person", course), ("enrollment without section", course), ("assignment without group", course), ("override without assignment", course),
            ("submission without assignment", course), ("submission without person", course), ("module item without module", course),
        });
        var table = report.Comparisons[course]["submission"];
        (table.NotStored, table.NotInCanvas, table.Different).Should().Be((1, 1, 1));
        report.Comparisons[course]["section"].NotStored.Should().Be(1);
        report.Comparisons[course]["enrollment"].IsEqual.Should().BeTrue();
        report.ToString().Should().StartWith("Verified with findings").And.Contain("submission: 1 not stored, 1 not in Canvas, 1 different");

        (await host.Pipeline.VerifyAsync()).Comparisons.Should().BeEmpty("Canvas was not asked");
        (await host.Pipeline.VerifyAsync(new VerificationRequest { CourseIds = [404] })).Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotTakeForDifferentWhatAnotherProfileStored(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.Profile = SyncProfile.Full with { UnpublishedAssignments = false, Activity = false });
        await host.SyncAsync();
        (await host.Pipeline.VerifyAsync(AgainstCanvas)).Succeeded.Should().BeTrue((await host.Pipeline.VerifyAsync(AgainstCanvas)).ToString());

        await host.SyncAsync(new SyncRequest { Profile = SyncProfile.Full });

        (await host.Pipeline.VerifyAsync(AgainstCanvas)).Succeeded.Should().BeTrue((await host.Pipeline.VerifyAsync(AgainstCanvas)).ToString());
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task TakeTheSameForGoneAsTheSync(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(1).AddAssignment(2);
        for (var student = 100; student < 112; student++)
        {
            course.Enroll(student, student).AddSubmission(1_000 + student, 1, student).AddSubmission(2_000 + student, 2, student);
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Assignments[1] = course.Assignments[1].Replace("\"published\":true", "\"published\":false", StringComparison.Ordinal);
        course.Submissions.RemoveAll(submission => submission.Contains("\"assignment_id\":2", StringComparison.Ordinal));
        await host.SyncAsync();

        var report = await host.Pipeline.VerifyAsync(AgainstCanvas);

        report.Succeeded.Should().BeTrue(report.ToString());
        (await host.RowsAsync<CanvasSubmission>()).Should().HaveCount(24).And.OnlyContain(row => row.MissingSince == null);
        report.Comparisons[1]["submission"].Should().Be(new TableComparison(12, 12, 0, 0, 0));
    }

    [Fact]
    public async Task GoOnWhenACourseCannotBeFetched()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var denied = canvas.School.Courses[0].Id;
        canvas.Faults.Add(Fault.PermissionDenied403Json(), $"*/courses/{denied}/assignments");

        var report = await host.Pipeline.VerifyAsync(AgainstCanvas);

        report.Succeeded.Should().BeFalse();
        report.Failures.Should().ContainSingle().Which.Key.Should().Be(denied);
        report.Comparisons.Should().ContainSingle().Which.Key.Should().Be(canvas.School.Courses[1].Id);
        report.ToString().Should().Contain($"course {denied}:");
    }
}
