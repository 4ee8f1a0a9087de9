using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Maintenance;

public class CleanupManagerShould
{
    private static readonly Provider[] Providers = [.. TestStore.Providers];

    public static TheoryData<Provider> OnEachProvider() => [.. Providers];

    [Theory]
    [MemberData(nameof(OnEachProvider))]
    public async Task DoExactlyWhatThePreviewCounts(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(CleanupSchool.MixAsync);

        var preview = await host.UseAsync((ICleanupManager cleanup) => cleanup.PreviewAsync());
        var before = await host.StateAsync();
        var again = await host.UseAsync((ICleanupManager cleanup) => cleanup.PreviewAsync());
        (await host.StateAsync()).Should().Be(before, "a preview changes nothing");
        var run = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync());

        run.IsPreview.Should().BeFalse();
        preview.IsPreview.Should().BeTrue();
        again.Objects.Should().Equal(preview.Objects);
        run.Objects.Should().NotBeEmpty().And.Equal(preview.Objects);
        run.Tables.Should().NotBeEmpty().And.Equal(preview.Tables);
        run.History.Should().Be(preview.History);
        (run.History.ScoreChanges + run.History.GradeChanges + run.History.Snapshots).Should().BePositive();
        (await host.UseAsync((ICleanupManager cleanup) => cleanup.PreviewAsync())).Objects.Should().BeEmpty("nothing is left to do");
    }

    [Theory]
    [MemberData(nameof(OnEachProvider))]
    public async Task DeleteWhatIsInactiveForNinetyDaysAndOnWhichNothingDepends(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(async context =>
        {
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Assignment, 5, days: 91);
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Assignment, 4, days: 91);
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.AssignmentGroup, 3, days: 89);
        });

        var report = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync(new CleanupRequest { By = "night" }));

        report.Objects.Should().Equal(new CleanupCount(CleanupRule.DeleteInactive, CanvasObjectTypes.Assignment, 1, report.At.AddDays(-91)));
        (await host.RowsAsync<CanvasAssignment>()).Should().ContainSingle().Which.Id.Should().Be(4, "it has work, notes and tags");
        (await host.RowsAsync<CanvasSubmission>()).Should().OnlyContain(row => row.AssignmentId == 4);
        (await host.RowsAsync<CanvasAssignmentGroup>()).Should().ContainSingle("it is not inactive for long enough");
        var status = (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row.ObjectType == CanvasObjectTypes.Assignment && row.ObjectId == 5);
        (ObjectLifecycle.StateOf(status), status.StateChangedBy).Should().Be((ObjectState.Deleted, "night"));
        (await host.RowsAsync<CanvasCourseLease>()).Single().LastFullSyncAt.Should().BeNull("a deleted object that Canvas has comes back");
    }

    [Theory]
    [InlineData(nameof(LifecycleDecisions.KeepInactive))]
    [InlineData(nameof(LifecycleDecisions.Archived))]
    [InlineData("Pending")]
    public async Task LeaveACourseOrAStudentOfWhichAPartIsKeptOrWaitsForADecision(string state)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(async context =>
        {
            context.Add(new CanvasCourse { Id = 100, Name = "Empty", RowHash = 1 });
            context.Add(new CanvasUser { Id = 110, Name = "Gone", RowHash = 1 });
            context.Add(new CanvasEnrollment { Id = 120, CourseId = 1, UserId = 110, RowHash = 1 });
            context.Add(new CanvasModule { Id = 150, CourseId = 100, Name = "Kept", RowHash = 1 });
            context.Add(new CanvasObjectStatus { ObjectType = CanvasObjectTypes.Course, ObjectId = 100 });
            context.Add(new CanvasObjectStatus { ObjectType = CanvasObjectTypes.User, ObjectId = 110 });
            context.Add(Decided(new CanvasObjectStatus { ObjectType = CanvasObjectTypes.Module, ObjectId = 150, CourseId = 100 }));
            context.Add(Decided(new CanvasEnrollmentStatus { EnrollmentId = 120, CourseId = 1, UserId = 110 }));
            await context.SaveChangesAsync();
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Course, 100, days: 91);
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.User, 110, days: 91);
        });

        (await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync())).Count(CleanupRule.DeleteInactive).Should().Be(0);
        (await host.RowsAsync<CanvasModule>()).Should().Contain(row => row.Id == 150);
        await host.ChangeAsync(async context =>
        {
            foreach (var part in (CanvasLifecycleRow[])[await CleanupSchool.StatusAsync(context, CanvasObjectTypes.Module, 150), await context.Set<CanvasEnrollmentStatus>().SingleAsync(row => row.EnrollmentId == 120)])
            {
                (part.Active, part.PendingDeletion, part.Decision) = (true, false, null);
            }
        });

        (await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync())).Count(CleanupRule.DeleteInactive).Should().Be(2, "then nothing depends on them");

        TRow Decided<TRow>(TRow row) where TRow : CanvasLifecycleRow
        {
            row.PendingDeletion = state == "Pending";
            row.Decision = state == "Pending" ? null : state == nameof(LifecycleDecisions.Archived) ? LifecycleDecisions.Archived : LifecycleDecisions.KeepInactive;
            return row;
        }
    }

    [Fact]
    public async Task ArchiveWhatIsInactiveForAYearAndIsNeeded()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(async context =>
        {
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Assignment, 4, days: 366);
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.User, 10, days: 300);
        });

        var report = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync());

        report.Objects.Should().ContainSingle().Which.Rule.Should().Be(CleanupRule.ArchiveInactive);
        (await host.LifeAsync(life => life.GetStatesAsync(CanvasObjectTypes.Assignment, [4])))[4].Should().Be(ObjectState.Archived);
        (await host.RowsAsync<CanvasAssignment>()).Should().HaveCount(2, "what is archived stays");
    }

    [Fact]
    public async Task KeepACourseWithNotesOnItsParts()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(async context =>
        {
            context.RemoveRange(await context.Set<CanvasNote>().Where(row => row.TargetType == "course").ToListAsync());
            context.RemoveRange(await context.Set<CanvasCourseMetadata>().ToListAsync());
            context.RemoveRange(await context.Set<CanvasSubmission>().ToListAsync());
            context.RemoveRange(await context.Set<CanvasEnrollment>().ToListAsync());
            await CleanupSchool.InactiveAsync(context, CanvasObjectTypes.Course, 1, days: 100);
        });

        (await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync())).Objects.Should().BeEmpty();

        (await host.RowsAsync<CanvasCourse>()).Should().ContainSingle();
    }

    [Fact]
    public async Task RemindOfWhatWaitsOnceAMonth()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(async context => await CleanupSchool.PendingAsync(context, CanvasObjectTypes.Module, 6, days: 31));

        var first = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync());
        var second = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync());
        await host.ChangeAsync(async context => (await CleanupSchool.StatusAsync(context, CanvasObjectTypes.Module, 6)).RemindedAt -= TimeSpan.FromDays(30));
        var third = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync());

        (first.Count(CleanupRule.RemindPending), second.Count(CleanupRule.RemindPending), third.Count(CleanupRule.RemindPending)).Should().Be((1, 0, 1));
        first.Objects.Single().OldestSince.Should().Be(first.At.AddDays(-31));
        (await host.LifeAsync(life => life.GetStatesAsync(CanvasObjectTypes.Module, [6])))[6].Should().Be(ObjectState.PendingDeletion);
    }

    [Fact]
    public async Task DeleteWhatWasApprovedAndKeepItsHistory()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(CleanupSchool.HistoryAsync);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Course, [1], "old", by: "ann", requireApproval: false));

        var report = await host.UseAsync((ICleanupManager cleanup) => cleanup.RunAsync(new CleanupRequest { Rules = [CleanupRule.DeleteApproved] }));

        report.Count(CleanupRule.DeleteApproved).Should().Be(1);
        report.Tables.Should().Contain(table => table.Table == nameof(CanvasSubmission) && table.Rows == 4 && table.Fate == RowFate.Deleted);
        (await host.RowsAsync<CanvasCourse>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasAssignmentScoreHistory>()).Should().NotBeEmpty();
        report.History.ScoreChanges.Should().Be(0, "that rule was not asked for");
    }

    [Theory]
    [MemberData(nameof(OnEachProvider))]
    public async Task ListCandidatesPageByPage(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await CleanupSchool.StartAsync(store);
        await host.ChangeAsync(CleanupSchool.MixAsync);

        var all = await host.UseAsync((ICleanupManager cleanup) => cleanup.GetCandidatesAsync());
        var paged = new List<CleanupCandidate>();
        for (var request = new CleanupCandidateRequest { Size = 1 }; ;)
        {
            var page = await host.UseAsync((ICleanupManager cleanup) => cleanup.GetCandidatesAsync(request));
            paged.AddRange(page.Items);
            if (page.Next is null)
            {
                break;
            }

            page.Items.Should().HaveCount(1);
            request = request with { After = JsonSerializer.Deserialize<CleanupPosition>(JsonSerializer.Serialize(page.Next)) };
        }

        all.Next.Should().BeNull();
        paged.Should().Equal(all.Items).And.OnlyHaveUniqueItems();
        all.Items.Select(item => item.Rule).Distinct().Should().BeEquivalentTo([CleanupRule.DeleteApproved, CleanupRule.DeleteInactive, CleanupRule.ArchiveInactive, CleanupRule.RemindPending]);
        all.Items.Should().Contain(item => item.ObjectType == CanvasObjectTypes.Assignment && item.ObjectId == 4 && item.Name == "Task 4" && item.Reason == "gone");
        JsonSerializer.Serialize(all.Items[0]).Should().Contain("\"ObjectId\":\"");
    }

    [Fact]
    public async Task RefuseArgumentsThatMeanNothing()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await CleanupSchool.StartAsync(store);
        var calls = new Dictionary<string, Func<ICleanupManager, Task>>
        {
            ["By"] = cleanup => cleanup.RunAsync(new CleanupRequest { By = new string('x', 201) }),
            ["Rules"] = cleanup => cleanup.PreviewAsync(new CleanupRequest { Rules = [] }),
            ["Rules "] = cleanup => cleanup.RunAsync(new CleanupRequest { Rules = [(CleanupRule)77] }),
            ["Size"] = cleanup => cleanup.GetCandidatesAsync(new CleanupCandidateRequest { Size = 0 }),
            ["objectType"] = cleanup => cleanup.GetCandidatesAsync(new CleanupCandidateRequest { ObjectType = "quiz" }),
            ["After"] = cleanup => cleanup.GetCandidatesAsync(new CleanupCandidateRequest { After = new CleanupPosition(ObjectState.Active, "course", 1) }),
        };

        foreach (var (argument, call) in calls)
        {
            await using var scope = host.Services.CreateAsyncScope();
            (await scope.ServiceProvider.GetRequiredService<ICleanupManager>().Awaiting(call).Should().ThrowAsync<InvalidArgumentException>(argument))
                .Which.Argument.Should().Be(argument.Trim());
        }
    }
}
