using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Lifecycle;

/// <summary>Every operation of Layer 0 with a failure at each of its statements: all or nothing.</summary>
public class LifecycleFaultsShould
{
    private static readonly Dictionary<string, Func<ILifecycleManager, IDependencyTracker, Task>> Operations = new()
    {
        ["track"] = (life, _) => life.TrackAsync(CanvasObjectTypes.AssignmentGroup, [3]),
        ["mark missing"] = (life, _) => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4, 5], "gone"),
        ["mark an enrollment missing"] = (life, _) => life.MarkMissingAsync(CanvasObjectTypes.Enrollment, [20, 21]),
        ["mark for deletion"] = (life, _) => life.MarkForDeletionAsync(CanvasObjectTypes.User, [10, 11], "left"),
        ["approve at once"] = (life, _) => life.MarkForDeletionAsync(CanvasObjectTypes.User, [10, 11], requireApproval: false),
        ["approve"] = (life, _) => life.ApproveDeletionAsync(CanvasObjectTypes.Module, [6]),
        ["cancel"] = (life, _) => life.CancelDeletionAsync(CanvasObjectTypes.Module, [6]),
        ["keep"] = (life, _) => life.KeepInactiveAsync(CanvasObjectTypes.Module, [6]),
        ["archive"] = (life, _) => life.ArchiveAsync(CanvasObjectTypes.Module, [6]),
        ["reactivate"] = (life, _) => life.ReactivateAsync(CanvasObjectTypes.Module, [6]),
        ["delete"] = (life, _) => life.DeletePermanentlyAsync(CanvasObjectTypes.Course, [1], includeHistory: true),
        ["flags"] = (_, tracker) => tracker.UpdateFlagsAsync(CanvasObjectTypes.Assignment),
    };

    public static TheoryData<Provider, string> Cases()
    {
        var data = new TheoryData<Provider, string>();
        foreach (var provider in (Provider[])[Provider.Sqlite, Provider.PostgreSql])
        {
            foreach (var operation in Operations.Keys)
            {
                data.Add(provider, operation);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task LeaveAllOrNothingOfAnOperation(Provider provider, string name)
    {
        var failures = new FailingStatements();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store, failures);
        var before = await host.StateAsync();

        var statements = await EveryStatement.LeavesAllOrNothingAsync(failures, () => RunAsync(host, name), host.StateAsync);

        statements.Should().BeGreaterThanOrEqualTo(2, "there is at least a statement and the commit");
        (await host.StateAsync()).Should().NotBe(before, "the last run wrote");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NameTheOperationThatWasRolledBack(Provider provider)
    {
        var failures = new FailingStatements();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store, failures);
        failures.FailAt(2);

        var error = (await host.Awaiting(h => RunAsync(h, "mark missing")).Should().ThrowAsync<RolledBackException>()).Which;

        error.Operation.Should().Be("MarkMissing");
        error.Message.Should().Contain("MarkMissing was rolled back");
    }

    private static async Task<TestHost<SchoolContext>> StartAsync(TestStore store, FailingStatements failures)
    {
        var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store, context: options => options.AddInterceptors(failures));
        await host.ChangeAsync(async context =>
        {
            context.Remove(await context.Set<CanvasObjectStatus>().SingleAsync(row => row.ObjectType == CanvasObjectTypes.AssignmentGroup));
            var module = await context.Set<CanvasObjectStatus>().SingleAsync(row => row.ObjectType == CanvasObjectTypes.Module);
            module.PendingDeletion = true;
            (await context.Set<CanvasObjectStatus>().SingleAsync(row => row.ObjectType == CanvasObjectTypes.Course)).Decision = LifecycleDecisions.DeletionApproved;
        });
        return host;
    }

    private static async Task RunAsync(TestHost<SchoolContext> host, string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await Operations[name](scope.ServiceProvider.GetRequiredService<ILifecycleManager>(), scope.ServiceProvider.GetRequiredService<IDependencyTracker>());
    }
}
