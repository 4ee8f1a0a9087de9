using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Runs that store more than the run before.</summary>
public sealed class StoredPartsShould : TablesTest
{
    [Fact]
    public async Task BeFilledWhereTheProfileIsWider()
    {
        await Host.RunAsync(new DataAccessRequest { Sync = new() { Profile = SyncProfile.StudentsOnly } });
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().CountAsync())).Should().Be(0);

        var report = await Host.RunAsync();

        report.PendingCourses.Should().Be(0);
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().Select(row => row.CourseId).Distinct().CountAsync())).Should().Be(2);
        (await Host.UseAsync(context => context.Set<CanvasAccount>().CountAsync())).Should().BePositive();
        (await Host.RunAsync()).Sync.Should().BeNull("nothing is new");
    }

    [Fact]
    public async Task FollowDeletionsThatAConservativeRunLeft()
    {
        await Host.RunAsync();
        var course = Canvas.School.Courses[0].Id;
        Canvas.School.DeleteAssignment(course, Canvas.School.Assignments(course)[0].Id);
        await RunLaterAsync(new DataAccessRequest { Sync = new() { Strategy = SyncStrategy.Conservative } });
        (await CountMissingAsync<CanvasAssignment>()).Should().Be(0);

        await RunLaterAsync(new DataAccessRequest { Sync = new() { AcceptMassDisappearance = true } });

        (await CountMissingAsync<CanvasAssignment>()).Should().Be(1);
    }
}
