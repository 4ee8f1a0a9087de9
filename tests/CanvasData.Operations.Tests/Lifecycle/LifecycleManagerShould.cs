using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Lifecycle;

public class LifecycleManagerShould
{
    private static readonly SyncRequest Accepting = new() { AcceptMassDisappearance = true };

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    public static TheoryData<Provider> Databases => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeadAVanishedObjectThroughApprovalToItsDeletion(Provider provider)
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        ScriptedCourse.Remove(course.Assignments, 4);
        course.Submissions.RemoveAll(json => json.Contains("\"assignment_id\":4", StringComparison.Ordinal));
        await host.SyncAsync(Accepting);
        (await StateAsync(host, 4)).Should().Be(ObjectState.PendingDeletion);

        (await host.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [4], "principal"))).Should().Be(new LifecycleChange(1, 0));
        (await host.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [4, 4], "other"))).Should().Be(new LifecycleChange(0, 1), "a repeated call changes nothing");
        var status = await StatusAsync(host, 4);
        (status.Active, status.PendingDeletion, status.Decision, status.StateChangedBy).Should().Be((false, false, LifecycleDecisions.DeletionApproved, "principal"));
        (await host.RowsAsync<CanvasAssignment>()).Should().Contain(row => row.Id == 4, "an approval deletes nothing");
        var told = await host.UseAsync((IDependencyTracker tracker) => tracker.AnalyzeDeletionAsync(CanvasObjectTypes.Assignment, [4]));
        var others = (await host.RowsAsync<CanvasSubmission>()).Where(row => row.AssignmentId != 4).Select(RowText.Whole).ToList();

        var deleted = await host.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.Assignment, [4], by: "principal"));

        deleted.Should().BeEquivalentTo(told);
        JsonSerializer.Serialize(deleted).Should().Contain("CanvasSubmission");
        (await host.RowsAsync<CanvasAssignment>()).Should().NotContain(row => row.Id == 4);
        (await host.RowsAsync<CanvasSubmission>()).Select(RowText.Whole).Should().BeEquivalentTo(others);
        (await host.RowsAsync<CanvasNote>()).Should().NotContain(row => row.TargetType == "assignment").And.HaveCount(2);
        (await host.RowsAsync<CanvasNoteRevision>()).Should().BeEmpty("earlier texts go with their note");
        (await host.RowsAsync<CanvasAssignmentMetadata>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasCustomFieldValue>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasTagLink>()).Should().ContainSingle(row => row.TargetType == "module");
        (await host.RowsAsync<CanvasTag>()).Should().ContainSingle("a tag outlives what it was on");
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().Contain(row => row.AssignmentId == 4, "history is kept");
        (await StateAsync(host, 4)).Should().Be(ObjectState.Deleted);
    }

    [Fact]
    public async Task WriteNothingInMemoryWhenAnObjectBehindAHundredThousandIsUnknown()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        long[] ids = [.. Enumerable.Range(1, 100_000)];
        await host.ChangeAsync(context =>
        {
            context.AddRange(ids.Select(id => new CanvasObjectStatus { ObjectType = CanvasObjectTypes.Assignment, ObjectId = id }));
            return Task.CompletedTask;
        });

        (await host.Awaiting(h => h.LifeAsync(life => life.ArchiveAsync(CanvasObjectTypes.Assignment, [.. ids, 100_001]))).Should().ThrowAsync<ObjectNotFoundException>()).Which.Ids.Should().Equal(100_001);

        (await host.RowsAsync<CanvasObjectStatus>()).Should().NotContain(row => row.Decision != null);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task DeleteHistoryOnlyWhenAsked(Provider provider)
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        course.Submissions[0] = """{"id":30,"assignment_id":4,"user_id":10,"score":7}""";
        await host.SyncAsync();
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().NotBeEmpty();
        await host.ChangeAsync(context =>
        {
            context.Add(new CanvasArchivedScoreHistory { Id = 900, AssignmentId = 4, SubmissionId = 30, UserId = 10, CourseId = 1, Change = HistoryChange.Changed, RecordedAt = LifecycleSchool.Noted, ArchivedAt = LifecycleSchool.Noted });
            return Task.CompletedTask;
        });
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4], "cheated"));
        (await host.LifeAsync(life => life.GetPendingDeletionsAsync())).Items.Single().History.Should().Match<DeletionReviewHistory>(history => history.Rows == 2 && history.From == LifecycleSchool.Noted);
        await host.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [4]));

        var deleted = await host.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.Assignment, [4], includeHistory: true));

        deleted.Tables.Should().Contain(new TableImpact(2, nameof(CanvasAssignmentScoreHistory), 1, RowFate.Deleted));
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasArchivedScoreHistory>()).Should().BeEmpty();
        await host.UseAsync(async context =>
        {
            await context.Awaiting(c => c.Set<CanvasAssignmentScoreHistory>().Where(row => row.AssignmentId == 4).ExecuteDeleteAsync()).Should().ThrowAsync<AppendOnlyException>("history stays append-only for the host");
            return true;
        });
    }

    [Theory]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.InMemory, true)]
    [InlineData(Provider.Sqlite, false)]
    public async Task DeleteChangesOfAnonymousWorkWithTheirPerson(Provider provider, bool includeHistory)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                new CanvasAssignmentScoreHistory { AssignmentId = 4, SubmissionId = 30, UserId = null, CourseId = 1, Change = HistoryChange.Changed, RecordedAt = LifecycleSchool.Noted },
                new CanvasAssignmentScoreHistory { AssignmentId = 4, SubmissionId = 31, UserId = null, CourseId = 1, Change = HistoryChange.Changed, RecordedAt = LifecycleSchool.Noted },
                new CanvasArchivedScoreHistory { Id = 900, AssignmentId = 4, SubmissionId = 30, UserId = null, CourseId = 1, Change = HistoryChange.Changed, RecordedAt = LifecycleSchool.Noted, ArchivedAt = LifecycleSchool.Noted });
            return Task.CompletedTask;
        });
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.User, [10], "left", requireApproval: false));

        var deleted = await host.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.User, [10], includeHistory));

        deleted.Tables.Should().Contain(new TableImpact(2, nameof(CanvasArchivedScoreHistory), 1, includeHistory ? RowFate.Deleted : RowFate.Kept));
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Count(row => row.SubmissionId == 30).Should().Be(includeHistory ? 0 : 1);
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().Contain(row => row.SubmissionId == 31);
        await using var scope = host.Services.CreateAsyncScope();
        var checks = await scope.ServiceProvider.GetRequiredService<IIntegrityChecker>().CheckAsync(new IntegrityRequest { Checks = ["history.orphan.score"] });
        checks.Results.Should().ContainSingle().Which.Found.Should().Be(0);
    }

    [Theory]
    [InlineData(Provider.Sqlite, CanvasObjectTypes.Course, 1)]
    [InlineData(Provider.PostgreSql, CanvasObjectTypes.Course, 1)]
    [InlineData(Provider.InMemory, CanvasObjectTypes.Course, 1)]
    [InlineData(Provider.Sqlite, CanvasObjectTypes.User, 10)]
    [InlineData(Provider.PostgreSql, CanvasObjectTypes.User, 10)]
    [InlineData(Provider.Sqlite, CanvasObjectTypes.Module, 6)]
    [InlineData(Provider.Sqlite, CanvasObjectTypes.Section, 2)]
    [InlineData(Provider.Sqlite, CanvasObjectTypes.AssignmentGroup, 3)]
    [InlineData(Provider.Sqlite, CanvasObjectTypes.Enrollment, 20)]
    public async Task DeleteExactlyWhatTheAnalysisCounts(Provider provider, string type, long id)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.LifeAsync(life => life.MarkForDeletionAsync(type, [id], requireApproval: false));
        var counted = await host.UseAsync((IDependencyTracker tracker) => tracker.AnalyzeDeletionAsync(type, [id]));
        var before = await CountsAsync(host);

        var deleted = await host.LifeAsync(life => life.DeletePermanentlyAsync(type, [id]));

        deleted.Should().BeEquivalentTo(counted);
        deleted.Objects.Should().Be(1);
        var after = await CountsAsync(host);
        before.Where(table => after[table.Key] != table.Value).Select(table => (table.Key, Rows: table.Value - after[table.Key]))
            .Should().BeEquivalentTo(deleted.Tables.Where(table => table.Fate == RowFate.Deleted).Select(table => (table.Table, table.Rows)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LetAnObjectThatCanvasStillHasComeBack(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });
        var before = (await host.RowsAsync<CanvasSubmission>()).Select(RowText.Told).ToList();
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4], requireApproval: false));
        await host.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.Assignment, [4]));

        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        (await host.RowsAsync<CanvasSubmission>()).Select(RowText.Told).Should().BeEquivalentTo(before, "the sync after a deletion is a full one");
        (await StateAsync(host, 4)).Should().Be(ObjectState.Active);
        var status = await StatusAsync(host, 4);
        (status.Decision, status.RemovedAt, status.RemovalReason).Should().Be((null, null, null));
    }

    [Theory]
    [InlineData(Provider.Sqlite, LifecycleAction.KeepInactive)]
    [InlineData(Provider.PostgreSql, LifecycleAction.Archive)]
    [InlineData(Provider.Sqlite, LifecycleAction.ApproveDeletion)]
    public async Task KeepADecisionThroughSyncsUntilTheObjectReturns(Provider provider, LifecycleAction decision)
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        var assignment = course.Assignments[0];
        ScriptedCourse.Remove(course.Assignments, 4);
        await host.SyncAsync(Accepting);
        await host.LifeAsync(async life =>
        {
            await life.ActAsync(decision, CanvasObjectTypes.Assignment, 4);
            return true;
        });
        var decided = RowText.Whole(await StatusAsync(host, 4));

        await host.SyncAsync(Accepting);
        RowText.Whole(await StatusAsync(host, 4)).Should().Be(decided);

        course.Assignments.Insert(0, assignment);
        await host.SyncAsync();
        (await StateAsync(host, 4)).Should().Be(ObjectState.Active);
        (await host.RowsAsync<CanvasNote>()).Should().Contain(row => row.TargetType == "assignment" && row.TargetId == 4, "what the portal keeps is found again by its id");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task KeepTheReasonOfAProposalWhenTheObjectThenVanishes(Provider provider)
    {
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [5], "entered twice", "ann"));
        ScriptedCourse.Remove(course.Assignments, 5);

        await host.SyncAsync(Accepting);

        var status = await StatusAsync(host, 5);
        (status.PendingDeletion, status.RemovalReason, status.StateChangedBy).Should().Be((true, "entered twice", "ann"));
        status.RemovedAt.Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task NeitherMoveTheMomentNorTheReasonWhenAnObjectIsReportedMissingAgain(Provider provider)
    {
        var clock = new FixedTime();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store, services => services.AddSingleton<TimeProvider>(clock));
        await host.LifeAsync(life => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4, 5], "deleted by a teacher"));
        var first = (await StatusAsync(host, 4)).RemovedAt;
        clock.Now += TimeSpan.FromDays(1);

        (await host.LifeAsync(life => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4, 5], "again"))).Should().Be(new LifecycleChange(0, 2));

        var status = await StatusAsync(host, 4);
        (status.RemovedAt, status.RemovalReason, status.UserDataExists, status.HistoricalDataExists).Should().Be((first, "deleted by a teacher", true, true));
        (await StateAsync(host, 5)).Should().Be(ObjectState.Inactive);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task SeeAnObjectReturnThatWasReportedMissingThoughCanvasHasIt(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.LifeAsync(life => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4]));
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == 4).MissingSince.Should().NotBeNull();

        await host.SyncAsync();

        (await StateAsync(host, 4)).Should().Be(ObjectState.Active);
        (await host.RowsAsync<CanvasAssignment>()).Single(row => row.Id == 4).MissingSince.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TrackStoredObjectsThatHaveNoStatus(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.ChangeAsync(async context =>
        {
            context.RemoveRange(await context.Set<CanvasObjectStatus>().Where(row => row.ObjectId == 5 || row.ObjectId == 11).ToListAsync());
            context.RemoveRange(await context.Set<CanvasEnrollmentStatus>().ToListAsync());
        });

        (await host.LifeAsync(life => life.TrackAsync(CanvasObjectTypes.Assignment, [4, 5]))).Should().Be(new LifecycleChange(1, 1));
        (await host.LifeAsync(life => life.TrackAsync(CanvasObjectTypes.User, [11]))).Should().Be(new LifecycleChange(1, 0));
        (await host.LifeAsync(life => life.TrackAsync(CanvasObjectTypes.Enrollment, [20, 21]))).Should().Be(new LifecycleChange(2, 0));

        var status = await StatusAsync(host, 5);
        (status.Active, status.CourseId).Should().Be((true, 1));
        status.FirstSeenAt.Should().BeAfter(DateTime.UnixEpoch);
        (await host.RowsAsync<CanvasEnrollmentStatus>()).Select(row => (row.EnrollmentId, row.UserId, row.CourseId)).Should().BeEquivalentTo([(20L, 10L, 1L), (21L, 11L, 1L)]);
        (await host.Awaiting(h => h.LifeAsync(life => life.TrackAsync(CanvasObjectTypes.Assignment, [5, 99]))).Should().ThrowAsync<ObjectNotFoundException>()).Which.Ids.Should().Equal(99);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ChangeNothingWhenOneOfTheObjectsRefuses(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4]));
        var before = await host.StateAsync();

        var refused = (await host.Awaiting(h => h.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [4, 5]))).Should().ThrowAsync<InvalidStateException>()).Which;
        refused.Message.Should().Contain("ApproveDeletion").And.Contain("5 is Active").And.Contain("Nothing was written").And.Contain("MarkForDeletionAsync");
        var unknown = (await host.Awaiting(h => h.LifeAsync(life => life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [4, 98, 99]))).Should().ThrowAsync<ObjectNotFoundException>()).Which;
        unknown.Ids.Should().Equal(98, 99);
        (await host.Awaiting(h => h.LifeAsync(life => life.DeletePermanentlyAsync(CanvasObjectTypes.Assignment, [4]))).Should().ThrowAsync<InvalidStateException>())
            .Which.Remedy.Should().Contain("ApproveDeletionAsync");
        await host.Awaiting(h => h.LifeAsync(life => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4, 99]))).Should().ThrowAsync<ObjectNotFoundException>();

        (await host.StateAsync()).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ApproveAtOnceAsOftenAsItIsCalled(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);

        (await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4], "cheated", requireApproval: false))).Should().Be(new LifecycleChange(1, 0));
        (await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4, 5], requireApproval: false))).Should().Be(new LifecycleChange(1, 1));

        (await StateAsync(host, 5)).Should().Be(ObjectState.DeletionApproved);
        (await StatusAsync(host, 4)).RemovalReason.Should().Be("cheated");
    }

    [Fact]
    public async Task RefuseBadArgumentsByTheirNames()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        var before = await host.StateAsync();

        await RefusedAsync("objectType", life => life.ArchiveAsync("quiz", [1]));
        await RefusedAsync("objectType", life => life.MarkMissingAsync("", [1]));
        await RefusedAsync("objectType", life => life.GetStatesAsync("Course", [1]));
        await RefusedAsync("objectType", life => life.GetPendingDeletionsAsync(new DeletionReviewRequest { ObjectType = "student" }));
        await RefusedAsync("by", life => life.ArchiveAsync(CanvasObjectTypes.Course, [1], new string('x', 201)));
        await RefusedAsync("Size", life => life.GetPendingDeletionsAsync(new DeletionReviewRequest { Size = 0 }));
        await host.Awaiting(h => h.LifeAsync(life => life.ArchiveAsync(null!, [1]))).Should().ThrowAsync<ArgumentNullException>();
        await host.Awaiting(h => h.LifeAsync(life => life.ArchiveAsync(CanvasObjectTypes.Course, null!))).Should().ThrowAsync<ArgumentNullException>();
        (await host.LifeAsync(life => life.ArchiveAsync(CanvasObjectTypes.Course, []))).Should().Be(new LifecycleChange(0, 0));
        (await host.StateAsync()).Should().Be(before);

        async Task RefusedAsync<T>(string argument, Func<ILifecycleManager, Task<T>> call)
        {
            var error = (await host.Awaiting(h => h.LifeAsync(call)).Should().ThrowAsync<InvalidArgumentException>()).Which;
            error.Argument.Should().Be(argument);
            error.Remedy.Should().NotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LeaveThePendingChangesOfTheHostAlone(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await using var scope = host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var note = await context.Set<CanvasNote>().FirstAsync(row => row.TargetType == "course");
        note.Text = "not saved yet";

        await scope.ServiceProvider.GetRequiredService<ILifecycleManager>().MarkMissingAsync(CanvasObjectTypes.Assignment, [4]);

        (await host.RowsAsync<CanvasNote>()).Single(row => row.Id == note.Id).Text.Should().NotBe("not saved yet");
        context.Entry(note).State.Should().Be(EntityState.Modified);
        await context.SaveChangesAsync();
        (await host.RowsAsync<CanvasNote>()).Single(row => row.Id == note.Id).Text.Should().Be("not saved yet");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task JoinAUnitOfTheHost(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        var before = await host.StateAsync();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var life = scope.ServiceProvider.GetRequiredService<ILifecycleManager>();
            await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().Awaiting(units => units.RunAsync(async (context, token) =>
            {
                await life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4], cancellationToken: token);
                await life.Awaiting(l => l.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [5], cancellationToken: token)).Should().ThrowAsync<InvalidStateException>();
                await life.ApproveDeletionAsync(CanvasObjectTypes.Assignment, [4], cancellationToken: token);
                (await life.GetStatesAsync(CanvasObjectTypes.Assignment, [4, 5], token)).Values.Should().BeEquivalentTo([ObjectState.DeletionApproved, ObjectState.Active]);
                throw new NotSupportedException("the host changes its mind");
            })).Should().ThrowAsync<NotSupportedException>();
        }

        (await host.StateAsync()).Should().Be(before);
    }

    private static async Task<ObjectState> StateAsync(TestHost<SchoolContext> host, long assignment) =>
        (await host.LifeAsync(life => life.GetStatesAsync(CanvasObjectTypes.Assignment, [assignment])))[assignment];

    private static async Task<CanvasObjectStatus> StatusAsync(TestHost<SchoolContext> host, long assignment) =>
        (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == assignment);

    private static async Task<Dictionary<string, int>> CountsAsync(TestHost<SchoolContext> host) =>
        (await host.UseAsync((SchoolContext context) => RowText.TablesAsync(context))).ToDictionary(table => table.Key, table => table.Value.Count);
}
