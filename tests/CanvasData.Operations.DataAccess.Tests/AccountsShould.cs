using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Hosts of one account.</summary>
public sealed class AccountsShould : TablesTest
{
    internal override CanvasSimulatorOptions School { get; } = new() { Courses = 4, Students = 8, AssignmentsPerCourse = 3 };

    [Fact]
    public async Task BringOnlyTheirCoursesAndThoseBelow()
    {
        var below = Canvas.School.AddAccount("Late Evening", Canvas.School.Courses[3].AccountId, "LATE");
        Canvas.School.ChangeCourse(Canvas.School.Courses[0].Id, course => course with { AccountId = below.Id });
        await using var host = await DataAccessHost.StartAsync(Canvas, Store, Folder, options => options.AccountId = Canvas.School.Courses[3].AccountId);

        var report = await host.RunAsync();

        report.PendingCourses.Should().Be(0);
        (await host.UseAsync(context => context.Set<CanvasCourse>().Select(row => row.Id).ToListAsync())).Should().BeEquivalentTo([Canvas.School.Courses[0].Id, Canvas.School.Courses[3].Id]);
    }

    [Fact]
    public async Task BeAnErrorWhereTheTablesDoNotHaveThem()
    {
        await Host.RunAsync();
        await using var host = await DataAccessHost.StartAsync(Canvas, Store, Folder, options => options.AccountId = 999);

        var run = async () => await host.RunAsync(new DataAccessRequest { AllCourses = true });

        (await run.Should().ThrowAsync<CanvasConfigurationException>()).Which.Message.Should().Contain("999");
        (await CountMissingAsync<CanvasCourse>()).Should().Be(0);
    }
}
