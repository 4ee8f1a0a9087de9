using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

public class ConservativeSyncShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task AddAndUpdateButNeverMarkAnythingMissing(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 15, AssignmentsPerCourse = 8 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var changes = canvas.School.Advance(TimeSpan.FromDays(10));
        changes.DroppedEnrollments.Should().NotBeEmpty();
        changes.DeletedAssignments.Should().NotBeEmpty();

        var report = await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Conservative });

        report.Rows.Values.Should().OnlyContain(counts => counts.Missing == 0);
        report.Rows[nameof(CanvasSubmission)].Changed.Should().BePositive();
        report.Rows[nameof(CanvasUser)].Added.Should().BeGreaterThanOrEqualTo(changes.NewStudents.Count);
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasEnrollment>()).Should().OnlyContain(row => row.MissingSince == null);
        (await host.RowsAsync<CanvasAssignment>()).Should().OnlyContain(row => row.MissingSince == null);

        await host.SyncAsync();
        await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
    }

    [Fact]
    public async Task NeverMarkCoursesMissing()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        canvas.AddCourse(2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Courses.RemoveAt(1);

        var report = await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Conservative });

        report.MissingCourses.Should().Be(0);
        (await host.RowsAsync<CanvasCourse>()).Should().OnlyContain(row => row.MissingSince == null);
    }
}
