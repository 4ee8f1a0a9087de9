using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Files of Parquet.</summary>
public sealed class ParquetShould : TablesTest
{
    internal override CanvasSimulatorOptions School { get; } = new() { Courses = 6, Students = 20, AssignmentsPerCourse = 6, RealShapes = true };

    [Fact]
    public async Task GiveTheRowsThatJsonLinesGive()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = TestFolder.Create();
        await using var parquet = await DataAccessHost.StartAsync(Canvas, store, folder, options => options.Format = DataAccessFormat.Parquet);
        Canvas.DataAccess.RecordsPerFile = 150;
        var request = new DataAccessRequest { Sync = new() { AcceptMassDisappearance = true } };
        for (var day = 0; day < 2; day++)
        {
            await Host.RunAsync(request);

            var report = await parquet.RunAsync(request);

            report.PendingCourses.Should().Be(0);
            report.Tables.Should().OnlyContain(table => table.Unreadable == 0);
            (await Mirror.ReadAsync(parquet)).Should().Equal(await Mirror.ReadAsync(Host));
            var course = Canvas.School.Courses[0].Id;
            Canvas.School.Advance(TimeSpan.FromDays(1));
            Canvas.School.DeleteAssignment(course, Canvas.School.Assignments(course)[0].Id);
        }
    }

    [Fact]
    public async Task BeReadAlsoWhereTheJobOfAnEarlierRunHasTheOtherFormat()
    {
        Canvas.DataAccess.PollsBeforeDone = int.MaxValue;
        using var stop = new CancellationTokenSource();
        var broken = Host.StartRun(stop.Token);
        while (Canvas.DataAccess.StartedJobs < 4)
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        await broken.Invoking(run => run).Should().ThrowAsync<OperationCanceledException>();
        Canvas.DataAccess.PollsBeforeDone = 0;
        await using var parquet = await DataAccessHost.StartAsync(Canvas, Store, Folder, options => options.Format = DataAccessFormat.Parquet);

        var report = await parquet.RunAsync();

        report.PendingCourses.Should().Be(0);
        report.Tables.Should().OnlyContain(table => table.Unreadable == 0);
    }

    [Fact]
    public async Task BeFetchedAgainWhereTheyWereCut()
    {
        await using var parquet = await DataAccessHost.StartAsync(Canvas, Store, Folder, options => options.Format = DataAccessFormat.Parquet);
        Canvas.DataAccess.Strike(DataAccessFault.FileShort, 2);

        (await parquet.RunAsync()).PendingCourses.Should().Be(0);

        Canvas.DataAccess.Strike(DataAccessFault.FileShort, 500);
        await parquet.Invoking(host => host.RunAsync(new DataAccessRequest { Snapshots = true })).Should().ThrowAsync<CanvasUnavailableException>();
        (await parquet.UseAsync(context => context.Set<CanvasSubmission>().CountAsync())).Should().BePositive();
    }
}
