using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Maintenance;

/// <summary>A clean-up with failures, cancellations and syncs in the middle of it.</summary>
public class CleanupFaultsShould
{
    public static TheoryData<Provider> OnBothServers() => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(OnBothServers))]
    public async Task LeaveAllOrNothingOfABatch(Provider provider)
    {
        foreach (var (rule, prepare) in new Dictionary<CleanupRule, Func<DbContext, Task>>
        {
            [CleanupRule.DeleteInactive] = context => CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Assignment, 5, days: 100),
            [CleanupRule.DeleteApproved] = context => CleanupSchool.ApprovedAsync(context, CanvasObjectTypes.Course, 1),
            [CleanupRule.ArchiveInactive] = context => CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Assignment, 4, days: 400),
            [CleanupRule.RemindPending] = context => CleanupSchool.PendingAsync(context, CanvasObjectTypes.Module, 6, days: 40),
        })
        {
            var failures = new FailingStatements();
            using var store = await TestStore.CreateAsync(provider);
            await using var host = await CleanupSchool.StartAsync(store, context: options => options.AddInterceptors(failures));
            await host.ChangeAsync(context => prepare(context));
            var before = await host.StateAsync();

            // Batches of other kinds find nothing: the run fails before, in or after the one batch that writes.
            for (var number = 1; ; number++)
            {
                failures.FailAt(number);
                var run = () => host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync(new CleanupRequest { Rules = [rule] }));
                var thrown = await Record.ExceptionAsync(run);
                var failed = failures.Failed;
                failures.FailAt(0);
                var after = await host.StateAsync();
                if (after != before)
                {
                    await run();
                    (await host.StateAsync()).Should().Be(after, "{0}: a batch is written whole ({1})", rule, failed);
                    break;
                }

                failed.Should().NotBeNull("{0} writes something", rule);
                thrown.Should().NotBeNull("{0}: a failure is not swallowed ({1})", rule, failed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OnBothServers))]
    public async Task LeaveWhatCameBackAlone(Provider provider)
    {
        var interruption = new Interruption();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await CleanupSchool.StartAsync(store, context: options => options.AddInterceptors(interruption));
        await host.ChangeAsync(context => CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Assignment, 5, days: 100));
        await host.ChangeAsync(context => CleanupSchool.InactiveAsync(context, CanvasObjectTypes.AssignmentGroup, 3, days: 100));
        var reads = 0;

        // SQLite has one writer: there the object comes back between two batches, by a unit that waits for the first.
        if (provider == Provider.PostgreSql)
        {
            interruption.After("CanvasNote", 1, () =>
            {
                reads++;
                return host.LifeAsync(life => life.ReactivateAsync(CanvasObjectTypes.Assignment, [5]));
            });
        }

        var progress = new Heard(report =>
        {
            if (report.Count(CleanupRule.DeleteInactive) == 1 && reads == 0)
            {
                reads++;
                host.LifeAsync(life => life.ReactivateAsync(CanvasObjectTypes.AssignmentGroup, [3])).GetAwaiter().GetResult();
            }
        });
        var run = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync(progress: progress));

        reads.Should().Be(1);
        run.Count(CleanupRule.DeleteInactive).Should().Be(1);
        var states = (await host.RowsAsync<CanvasObjectStatus>()).Where(row => row.ObjectType is CanvasObjectTypes.Assignment or CanvasObjectTypes.AssignmentGroup && row.ObjectId != 4).ToDictionary(row => row.ObjectId, ObjectLifecycle.StateOf);
        states.Values.Should().BeEquivalentTo([ObjectState.Active, ObjectState.Deleted]);
        (await host.RowsAsync<CanvasAssignment>()).Any(row => row.Id == 5).Should().Be(states[5] == ObjectState.Active);
        (await host.RowsAsync<CanvasAssignmentGroup>()).Any(row => row.Id == 3).Should().Be(states[3] == ObjectState.Active);
    }

    [Fact]
    public async Task KeepBatchesThatWereDoneWhenItIsCanceled()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(CleanupSchool.MixAsync);
        using var cancel = new CancellationTokenSource();
        var heard = new List<CleanupReport>();

        var run = () => host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync(
            progress: new Heard(report =>
            {
                heard.Add(report);
                cancel.Cancel();
            }),
            cancellationToken: cancel.Token));

        await run.Should().ThrowAsync<OperationCanceledException>();
        heard.Should().ContainSingle().Which.Objects.Should().ContainSingle().Which.ObjectType.Should().Be(CanvasObjectTypes.Course);
        (await host.RowsAsync<CanvasCourse>()).Should().ContainSingle("the approved one is deleted");
        (await host.LifeAsync(life => life.GetStatesAsync(CanvasObjectTypes.User, [11])))[11].Should().Be(ObjectState.DeletionApproved);
    }

    private sealed class Heard(Action<CleanupReport> hear) : IProgress<CleanupReport>
    {
        public void Report(CleanupReport value) => hear(value);
    }
}
