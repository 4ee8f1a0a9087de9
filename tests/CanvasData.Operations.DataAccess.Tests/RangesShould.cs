using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Ranges of changes that the platform refuses.</summary>
public sealed class RangesShould : TablesTest
{
    [Fact]
    public async Task BeNothingNewWhereTheMarkIsAheadOfAQuietTable()
    {
        // The tables were committed an hour before the first snapshot of this host.
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = TestFolder.Create();
        await using var early = await DataAccessHost.StartAsync(Canvas, store, folder);
        await early.RunAsync();
        Canvas.DataAccess.ReusesJobs = false;
        Canvas.DataAccess.GivesUpperBounds = false;
        Canvas.School.Advance(TimeSpan.FromHours(1));
        await Host.RunAsync();

        var report = await RunLaterAsync();

        report.Tables.Should().NotContain(table => table.Reading == TableReading.Snapshot);
        report.Tables.Single(table => table.Table == "roles").Reading.Should().Be(TableReading.NothingNew);
    }

    [Fact]
    public async Task DelayATableThatWasLoadedAgainUntilThereIsAnotherSnapshot()
    {
        await Host.RunAsync();
        var course = Canvas.School.Courses[0].Id;
        var assignment = Canvas.School.Assignments(course)[0].Id;
        Canvas.School.DeleteAssignment(course, assignment);
        var request = new DataAccessRequest { Sync = new() { AcceptMassDisappearance = true } };
        Canvas.DataAccess.Strike(DataAccessFault.SnapshotRequired, 1, "assignments");

        var report = await RunLaterAsync(request);

        report.Tables.Single(table => table.Table == "assignments").Should().BeEquivalentTo(new { Reading = TableReading.Delayed, Records = 0 });
        (await IsMissingAsync()).Should().BeFalse();

        Canvas.School.Advance(TimeSpan.FromHours(25));
        Canvas.DataAccess.Strike(DataAccessFault.SnapshotRequired, 1, "assignments");
        report = await RunLaterAsync(request);

        report.Tables.Single(table => table.Table == "assignments").Reading.Should().Be(TableReading.Snapshot);
        (await IsMissingAsync()).Should().BeTrue();

        Task<bool> IsMissingAsync() => Host.UseAsync(context => context.Set<CanvasAssignment>().AnyAsync(row => row.Id == assignment && row.MissingSince != null));
    }
}
