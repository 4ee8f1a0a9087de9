using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Records that come later than those that point to them, or that come back.</summary>
public sealed class LateRecordsShould : IAsyncLifetime
{
    private readonly TestFolder _folder = TestFolder.Create();
    private readonly TestFolder _another = TestFolder.Create();
    private CanvasSimulator _canvas = null!;
    private TestStore _store = null!;
    private SyncHost _host = null!;
    private SimulatedEnrollment _enrollment = null!;

    public async Task InitializeAsync()
    {
        _canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 8, AssignmentsPerCourse = 6 });
        _store = await TestStore.CreateAsync(Provider.Sqlite);
        _host = await DataAccessHost.StartAsync(_canvas, _store, _folder);
        _enrollment = _canvas.School.Courses.SelectMany(course => _canvas.School.Enrollments(course.Id)).First(
            one => one is { Type: "StudentEnrollment", State: "active" } && _canvas.School.Submissions(one.CourseId).Any(work => work.UserId == one.UserId));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _canvas.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
        _another.Dispose();
    }

    [Theory]
    [InlineData("enrollments")]
    [InlineData("assignments")]
    public async Task BringTheWorkThatCameBeforeThem(string table)
    {
        Withhold(table);
        await _host.RunAsync();
        (await WorkAsync()).Should().BeLessThan(Expected());

        await ReleaseAsync(table);

        (await WorkAsync()).Should().Be(Expected());
        await BeAsInAFreshMirrorAsync();
    }

    [Fact]
    public async Task BringTheWorkBackThatVanishedWithThem()
    {
        await _host.RunAsync();
        Withhold("enrollments");
        _canvas.School.Advance(TimeSpan.FromMinutes(5));
        await _host.RunAsync(new DataAccessRequest { Sync = new() { AcceptMassDisappearance = true } });
        (await WorkAsync()).Should().Be(0);

        await ReleaseAsync("enrollments");

        (await WorkAsync()).Should().Be(Expected());
        await BeAsInAFreshMirrorAsync();
    }

    [Fact]
    public async Task TakeTheWorkAlongWhenTheyChangeTheirPerson()
    {
        await _host.RunAsync();
        var teacher = _canvas.School.Enrollments(_enrollment.CourseId).First(one => one.Type == "TeacherEnrollment");
        _canvas.DataAccess.Rewrite("enrollments", (key, record) =>
        {
            record["user_id"] = key == _enrollment.Id ? teacher.UserId : record["user_id"]!.GetValue<long>();
            return record;
        });
        _canvas.School.Advance(TimeSpan.FromMinutes(5));

        await _host.RunAsync(new DataAccessRequest { Sync = new() { AcceptMassDisappearance = true } });

        (await WorkAsync()).Should().Be(0);
    }

    private void Withhold(string table)
    {
        var assignment = _canvas.School.Submissions(_enrollment.CourseId).First(work => work.UserId == _enrollment.UserId).AssignmentId;
        _canvas.DataAccess.Rewrite(table, (key, record) => key == (table == "enrollments" ? _enrollment.Id : assignment) ? null : record);
    }

    private async Task ReleaseAsync(string table)
    {
        _canvas.DataAccess.Rewrite(table, null);
        _canvas.School.Advance(TimeSpan.FromMinutes(5));
        (await _host.RunAsync()).PendingCourses.Should().Be(0);
    }

    private async Task BeAsInAFreshMirrorAsync()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var fresh = await DataAccessHost.StartAsync(_canvas, store, _another);
        await fresh.RunAsync();
        (await Mirror.ReadAsync(_host)).Should().Equal(await Mirror.ReadAsync(fresh));
    }

    private int Expected() => _canvas.School.Submissions(_enrollment.CourseId).Count(work => work.UserId == _enrollment.UserId);

    private Task<int> WorkAsync() => _host.UseAsync(context => context.Set<CanvasSubmission>().CountAsync(
        row => row.CourseId == _enrollment.CourseId && row.UserId == _enrollment.UserId && row.MissingSince == null));
}
