using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Npgsql;

namespace CanvasData.Operations.Tests.Lifecycle;

/// <summary>Decisions that are made while a sync of the same objects runs.</summary>
public class DecisionsDuringSyncShould
{
    private static readonly SyncRequest Accepting = new() { AcceptMassDisappearance = true };

    [Fact]
    public async Task NotBeOverwrittenByTheSync()
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4]));
        ScriptedCourse.Remove(course.Assignments, 4);
        await using var deciding = new NpgsqlConnection(store.ConnectionString);
        await deciding.OpenAsync();
        await using var transaction = await deciding.BeginTransactionAsync();
        await using (var approve = new NpgsqlCommand(
            """UPDATE "CanvasObjectStatus" SET "Decision" = 'deletion_approved', "Active" = false, "PendingDeletion" = false WHERE "ObjectType" = 'assignment' AND "ObjectId" = 4""", deciding))
        {
            await approve.ExecuteNonQueryAsync();
        }

        var sync = Task.Run(() => host.SyncAsync(Accepting));
        await Waiting.UntilALockIsAwaitedAsync(store.ConnectionString, sync);
        await transaction.CommitAsync();
        await sync;

        var status = (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == 4);
        (status.Decision, status.Active, status.PendingDeletion).Should().Be((LifecycleDecisions.DeletionApproved, false, false));
        status.RemovedAt.Should().NotBeNull("the sync missed it");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LetBothSucceedWithoutADeadlock(Provider provider)
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        var assignments = course.Assignments.ToList();
        using var done = new CancellationTokenSource();
        var deciding = Task.WhenAll(Enumerable.Range(0, 3).Select(seed => Task.Run(() => DecideAsync(new Random(seed)))));

        for (var round = 0; round < 12; round++)
        {
            course.Assignments.Clear();
            course.Assignments.AddRange(round % 2 == 0 ? assignments.Take(round % 4 == 0 ? 1 : 0) : assignments);
            await host.SyncAsync(Accepting);
        }

        await done.CancelAsync();
        await deciding;
        await host.SyncAsync(Accepting);
        foreach (var status in (await host.RowsAsync<CanvasObjectStatus>()).Where(row => row.ObjectType == CanvasObjectTypes.Assignment))
        {
            var row = (await host.RowsAsync<CanvasAssignment>()).Single(assignment => assignment.Id == status.ObjectId);
            (row.MissingSince is null).Should().Be(status.RemovedAt is null, $"{status.ObjectId} is {ObjectLifecycle.StateOf(status)}");
        }

        async Task DecideAsync(Random random)
        {
            LifecycleAction[] actions = [LifecycleAction.MarkForDeletion, LifecycleAction.ApproveDeletion, LifecycleAction.CancelDeletion, LifecycleAction.Archive, LifecycleAction.MarkMissing, LifecycleAction.Reactivate];
            while (!done.IsCancellationRequested)
            {
                try
                {
                    await host.LifeAsync(async life =>
                    {
                        await life.ActAsync(actions[random.Next(actions.Length)], CanvasObjectTypes.Assignment, random.Next(2) == 0 ? [4, 5] : [5, 4]);
                        return true;
                    });
                }
                catch (InvalidStateException)
                {
                }
            }
        }
    }
}
