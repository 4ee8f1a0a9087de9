using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Two submissions of one student for one assignment, which no table can hold.</summary>
public sealed class DoubledSubmissionShould
{
    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, false)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.InMemory, false)]
    [InlineData(Provider.InMemory, true)]
    public async Task BeQuarantinedAndHealWhenItIsGone(Provider provider, bool storedBefore)
    {
        using var store = await TestStore.CreateAsync(provider);
        var canvas = new ListedCanvas { Submissions = { [1] = [(11, 5, 100, 7), (12, 5, 101, 8)] } };
        await using var host = await canvas.HostAsync(store);
        if (storedBefore)
        {
            (await host.Bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        }

        canvas.Submissions[1] = [(11, 5, 100, 7), (12, 5, 101, 8), (13, 5, 100, 9), (11, 5, 100, 7)];
        for (var again = 0; again < 2; again++)
        {
            var report = await host.Bridge.SyncCourseAsync(1);

            report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure);
            report.Rejected.Should().ContainSingle().Which.CanvasId.Should().Be(13);
            report.Rejected[0].Reason.Should().Contain("one submission a student and assignment");
            (await ScoresAsync(host)).Should().Equal((11, 7), (12, 8));
            (await host.UseAsync(context => context.Set<CanvasQuarantinedRecord>().ToListAsync())).Should().ContainSingle().Which.CanvasId.Should().Be(13);
        }

        canvas.Submissions[1] = [(11, 5, 100, 7), (12, 5, 101, 8)];
        var healed = await host.Bridge.SyncCourseAsync(1);

        healed.RejectedCount.Should().Be(0);
        (await host.UseAsync(context => context.Set<CanvasQuarantinedRecord>().CountAsync())).Should().Be(0);
        (await host.UseAsync(context => context.Set<CanvasAssignmentScoreHistory>().CountAsync())).Should().Be(0);
    }

    // As when Canvas merges two persons: the work of one becomes the other's, whose own empty row goes away.
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task MakeRoomForAnotherPersonsWork(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var canvas = new ListedCanvas { Submissions = { [1] = [(11, 5, 100, 7), (12, 5, 101, 8)] } };
        await using var host = await canvas.HostAsync(store);
        await host.Bridge.SyncCourseAsync(1);

        canvas.Submissions[1] = [(11, 5, 101, 7)];
        var report = await host.Bridge.SyncCourseAsync(1);

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure);
        (await host.UseAsync(context => context.Set<CanvasSubmission>().SingleAsync(row => row.MissingSince == null))).Should().BeEquivalentTo(new { Id = 11, UserId = 101, Score = 7 });
        (await host.UseAsync(context => context.Set<CanvasSubmission>().SingleAsync(row => row.MissingSince != null))).Id.Should().Be(12);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LetTwoStudentsChangePlaces(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var canvas = new ListedCanvas { Submissions = { [1] = [(11, 5, 100, 7), (12, 5, 101, 8), (13, 5, 102, 1)] } };
        await using var host = await canvas.HostAsync(store);
        await host.Bridge.SyncCourseAsync(1);

        canvas.Submissions[1] = [(11, 5, 101, 7), (12, 5, 100, 8), (13, 5, 102, 1)];
        var report = await host.Bridge.SyncCourseAsync(1);

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report.Failure);
        (await host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.MissingSince == null).OrderBy(row => row.Id).Select(row => row.UserId).ToListAsync())).Should().Equal(101, 100, 102);
        (await host.UseAsync(context => context.Set<CanvasAssignmentScoreHistory>().OrderBy(row => row.Id).ToListAsync())).Select(row => (row.SubmissionId, row.UserId, row.Change))
            .Should().Equal([(11, 100, "removed"), (11, 101, "returned"), (12, 101, "removed"), (12, 100, "returned")], "each row left one student and came to another");
    }

    private static async Task<List<(long, double)>> ScoresAsync(SyncHost host) =>
        [.. (await host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.MissingSince == null).OrderBy(row => row.Id).ToListAsync())).Select(row => (row.Id, row.Score!.Value))];
}
