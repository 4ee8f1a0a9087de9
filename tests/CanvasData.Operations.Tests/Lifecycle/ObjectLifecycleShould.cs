using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using static CanvasData.Operations.Lifecycle.LifecycleAction;
using static CanvasData.Operations.Lifecycle.ObjectState;

namespace CanvasData.Operations.Tests.Lifecycle;

/// <summary>The state machine of Layer 0, against a table that was written down by itself.</summary>
public class ObjectLifecycleShould
{
    // Rows are states, columns actions: the state after, '=' for the same one, '-' for refused. MarkMissing and
    // CancelDeletion have two outcomes: with and without dependencies, missing in Canvas or not.
    private const string Table = """
                          Track   MarkMissing               MarkForDeletion  ApproveDeletion   CancelDeletion   KeepInactive  Archive   DeletePermanently  Reactivate
        Untracked         Active  -                         -                -                 -                -             -         -                  -
        Active            =       PendingDeletion/Inactive  PendingDeletion  -                 =                -             -         -                  =
        PendingDeletion   Active  =                         =                DeletionApproved  Inactive/Active  KeptInactive  Archived  -                  Active
        Inactive          Active  =                         PendingDeletion  -                 =                KeptInactive  Archived  -                  Active
        KeptInactive      Active  =                         PendingDeletion  -                 -                =             Archived  -                  Active
        Archived          Active  =                         PendingDeletion  -                 -                KeptInactive  =         -                  Active
        DeletionApproved  Active  =                         -                =                 Inactive/Active  KeptInactive  Archived  Deleted            Active
        Deleted           Active  =                         -                -                 -                -             -         =                  -
        """;

    private static readonly LifecycleAction[] Actions = Enum.GetValues<LifecycleAction>();

    [Fact]
    public void FollowTheTableInEveryStateForEveryAction()
    {
        foreach (var state in Enum.GetValues<ObjectState>())
        {
            foreach (var action in Actions)
            {
                foreach (var flag in (bool[])[true, false])
                {
                    ObjectLifecycle.Next(state, action, isMissing: flag, hasDependencies: flag).Should().Be(Expected(state, action, flag), $"{action} in {state} ({flag})");
                }
            }
        }
    }

    [Fact]
    public void OfferWhatAStatePermits()
    {
        ObjectLifecycle.PermittedActions(PendingDeletion).Should().Equal(Track, ApproveDeletion, CancelDeletion, KeepInactive, Archive, Reactivate);
        ObjectLifecycle.PermittedActions(Active).Should().Equal(MarkMissing, MarkForDeletion);
        ObjectLifecycle.PermittedActions(ObjectState.Deleted).Should().Equal(Track);
    }

    [Theory]
    [InlineData(Provider.Sqlite, 11)]
    [InlineData(Provider.PostgreSql, 12)]
    [InlineData(Provider.InMemory, 13)]
    public async Task BeWhatTheManagerStores(Provider provider, int seed)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        var random = new Random(seed);
        (string Type, long Id, bool HasDependencies)[] objects =
        [
            (CanvasObjectTypes.Assignment, 4, true), (CanvasObjectTypes.Assignment, 5, false), (CanvasObjectTypes.User, 10, true), (CanvasObjectTypes.Section, 2, false),
            (CanvasObjectTypes.AssignmentGroup, 3, false), (CanvasObjectTypes.Module, 6, true), (CanvasObjectTypes.Enrollment, 20, true), (CanvasObjectTypes.Enrollment, 21, false),
        ];
        var states = objects.ToDictionary(row => row, _ => Active);
        var missing = objects.ToDictionary(row => row, _ => false);
        var seen = new HashSet<(ObjectState, LifecycleAction)>();

        for (var step = 0; step < 400; step++)
        {
            // Deletion takes rows away that other objects need: it has a test of its own.
            var of = objects[random.Next(objects.Length)];
            var action = Actions[random.Next(Actions.Length)];
            if (action == DeletePermanently && states[of] == DeletionApproved)
            {
                continue;
            }

            var expected = Expected(states[of], action, action == MarkMissing ? of.HasDependencies : missing[of]);
            seen.Add((states[of], action));
            var act = () => host.LifeAsync(async life =>
            {
                await life.ActAsync(action, of.Type, of.Id);
                return true;
            });
            if (expected is { } next)
            {
                await act.Should().NotThrowAsync($"{action} of {of} in {states[of]}");
                missing[of] = action == MarkMissing || (missing[of] && next != Active);
                states[of] = next;
            }
            else
            {
                (await act.Should().ThrowAsync<InvalidStateException>($"{action} of {of} in {states[of]}")).Which.Message.Should().Contain($"{action}").And.Contain($"{of.Id} is {states[of]}");
            }

            var stored = (await host.LifeAsync(life => life.GetStatesAsync(of.Type, [of.Id])))[of.Id];
            stored.Should().Be(states[of], $"{action} of {of}, step {step}");
            await CheckRowAsync(host, of.Type, of.Id, states[of], missing[of]);
        }

        seen.Count.Should().BeGreaterThan(40, "nearly every reachable state meets every action");
    }

    private static async Task CheckRowAsync(TestHost<SchoolContext> host, string type, long id, ObjectState state, bool missing)
    {
        CanvasLifecycleRow row = type == CanvasObjectTypes.Enrollment
            ? (await host.RowsAsync<CanvasEnrollmentStatus>()).Single(status => status.EnrollmentId == id)
            : (await host.RowsAsync<CanvasObjectStatus>()).Single(status => status.ObjectType == type && status.ObjectId == id);
        ObjectLifecycle.StateOf(row).Should().Be(state);
        (row.RemovedAt is not null).Should().Be(missing, $"{type} {id} in {state}");
        row.Active.Should().Be(state is Active or PendingDeletion);
        row.PendingDeletion.Should().Be(state == PendingDeletion);
        CanvasRow mirrored = type switch
        {
            CanvasObjectTypes.Assignment => (await host.RowsAsync<CanvasAssignment>()).Single(r => r.Id == id),
            CanvasObjectTypes.User => (await host.RowsAsync<CanvasUser>()).Single(r => r.Id == id),
            CanvasObjectTypes.Section => (await host.RowsAsync<CanvasSection>()).Single(r => r.Id == id),
            CanvasObjectTypes.AssignmentGroup => (await host.RowsAsync<CanvasAssignmentGroup>()).Single(r => r.Id == id),
            CanvasObjectTypes.Module => (await host.RowsAsync<CanvasModule>()).Single(r => r.Id == id),
            _ => (await host.RowsAsync<CanvasEnrollment>()).Single(r => r.Id == id),
        };
        (mirrored.MissingSince is not null).Should().Be(missing, "queries and the next sync go by the row of Layer 1");
        mirrored.LocalEdits.Should().BeNull();
    }

    private static ObjectState? Expected(ObjectState state, LifecycleAction action, bool flag)
    {
        var lines = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var cell = lines.Single(line => line[0] == $"{state}")[1 + Array.IndexOf(lines[0], $"{action}")];
        var outcomes = cell.Split('/');
        return cell switch
        {
            "-" => null,
            "=" => state,
            _ => Enum.Parse<ObjectState>(flag ? outcomes[0] : outcomes[^1]),
        };
    }
}
