using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>A platform that fails.</summary>
public sealed class FaultsShould : IAsyncLifetime
{
    private readonly TestFolder _folder = TestFolder.Create();
    private CanvasSimulator _canvas = null!;
    private TestStore _store = null!;
    private SyncHost _host = null!;

    public async Task InitializeAsync()
    {
        _canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 6, AssignmentsPerCourse = 4 });
        _store = await TestStore.CreateAsync(Provider.Sqlite);
        _host = await DataAccessHost.StartAsync(_canvas, _store, _folder);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _canvas.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(DataAccessFault.Throttled)]
    [InlineData(DataAccessFault.Unavailable)]
    [InlineData(DataAccessFault.TokenExpired)]
    [InlineData(DataAccessFault.JobFailed)]
    [InlineData(DataAccessFault.JobExpired)]
    [InlineData(DataAccessFault.AddressExpired)]
    [InlineData(DataAccessFault.FileCut)]
    [InlineData(DataAccessFault.FileShort)]
    public async Task BeOvercomeWhenTheyPass(DataAccessFault fault)
    {
        // A second refusal of a token that was renewed is no passing one.
        _canvas.DataAccess.Strike(fault, fault == DataAccessFault.TokenExpired ? 1 : 2);

        var report = await _host.RunAsync();

        report.PendingCourses.Should().Be(0);
        (await SubmissionsAsync()).Should().Be(_canvas.School.Courses.Sum(course => _canvas.School.Submissions(course.Id).Count(one => !IsOfTestStudent(course.Id, one.UserId))));
    }

    [Theory]
    [InlineData(DataAccessFault.JobFailed)]
    [InlineData(DataAccessFault.FileShort)]
    [InlineData(DataAccessFault.Maintenance)]
    public async Task EndTheRunWithAClearErrorWhenTheyStay(DataAccessFault fault)
    {
        _canvas.DataAccess.Strike(fault, 500);

        var error = (await _host.Invoking(host => host.RunAsync()).Should().ThrowAsync<CanvasUnavailableException>()).Which;

        error.IsTransient.Should().BeTrue();
        (await SubmissionsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task LeadToASnapshotThatRemovesWhatItLacks()
    {
        await _host.RunAsync();
        var course = _canvas.School.Courses[0].Id;
        _canvas.School.DeleteAssignment(course, _canvas.School.Assignments(course)[0].Id);
        _canvas.DataAccess.ReusesJobs = false;
        _canvas.DataAccess.Strike(DataAccessFault.SnapshotRequired, 1, "assignments");

        var report = await _host.RunAsync(new DataAccessRequest { Sync = new() { AcceptMassDisappearance = true } });

        report.Tables.Single(table => table.Table == "assignments").Reading.Should().Be(TableReading.Snapshot);
        (await _host.UseAsync(context => context.Set<CanvasAssignment>().CountAsync(row => row.MissingSince != null))).Should().Be(1);
    }

    [Fact]
    public async Task LeadToASnapshotWhereTheMarkIsTooOld()
    {
        await _host.RunAsync();
        _canvas.School.Advance(TimeSpan.FromDays(1));
        _canvas.DataAccess.OldestSince = _canvas.School.Now;

        var report = await _host.RunAsync();

        report.Tables.Should().OnlyContain(table => table.Reading == TableReading.Snapshot);
        report.PendingCourses.Should().Be(0);
    }

    [Fact]
    public async Task NameTheColumnThatIsGone()
    {
        _canvas.DataAccess.RemoveColumn("submissions", "score");

        var error = (await _host.Invoking(host => host.RunAsync()).Should().ThrowAsync<CanvasProtocolException>()).Which;

        error.Message.Should().Contain("submissions").And.Contain("score").And.Contain("version 2");
        (await SubmissionsAsync()).Should().Be(0);
    }

    [Fact]
    public async Task RefuseAColumnOfAnotherType()
    {
        _canvas.DataAccess.TurnIntoText("enrollments", "user_id");

        await _host.Invoking(host => host.RunAsync()).Should().ThrowAsync<CanvasProtocolException>().WithMessage("*user_id*enrollments*text*");
    }

    [Fact]
    public async Task LeaveAloneWhatAColumnThatIsNotNeededFilled()
    {
        await _host.RunAsync();
        _canvas.DataAccess.RemoveColumn("courses", "course_code");
        _canvas.DataAccess.AddColumn("courses", "mascot");
        var course = _canvas.School.Courses[0];
        _canvas.School.RenameCourse(course.Id, "Renamed");

        var report = await _host.RunAsync();

        report.Tables.Single(table => table.Table == "courses").NewColumns.Should().Contain("mascot");
        var stored = await _host.UseAsync(context => context.Set<CanvasCourse>().SingleAsync(row => row.Id == course.Id));
        (stored.Name, stored.CourseCode).Should().Be(("Renamed", course.CourseCode));
    }

    [Fact]
    public async Task NotShowTheSecretWhenTheKeyIsRefused()
    {
        await using var host = await DataAccessHost.StartAsync(_canvas, _store, _folder, options => options.ClientSecret = "wrong-and-secret");

        var error = (await host.Invoking(one => one.RunAsync()).Should().ThrowAsync<CanvasAuthenticationException>()).Which;

        error.ToString().Should().NotContain("wrong-and-secret");
        error.StatusCode.Should().Be(403);
    }

    [Fact]
    public async Task NotLetAnotherRunUseTheFolder()
    {
        _canvas.DataAccess.PollsBeforeDone = int.MaxValue;
        using var stop = new CancellationTokenSource();
        var first = _host.StartRun(stop.Token);
        while (_canvas.DataAccess.StartedJobs == 0)
        {
            await Task.Delay(10);
        }

        await _host.Invoking(host => host.RunAsync()).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*Directory*");

        await stop.CancelAsync();
        await first.Invoking(run => run).Should().ThrowAsync<OperationCanceledException>();
        _canvas.DataAccess.PollsBeforeDone = 0;
        (await _host.RunAsync()).PendingCourses.Should().Be(0);
    }

    private bool IsOfTestStudent(long course, long user) => _canvas.School.Enrollments(course).Any(one => one.IsTestStudent && one.UserId == user);

    private Task<int> SubmissionsAsync() => _host.UseAsync(context => context.Set<CanvasSubmission>().CountAsync());
}
