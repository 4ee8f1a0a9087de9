using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Lifecycle;

public class DependencyTrackerShould
{
    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CountOverAllLayersWithoutWriting(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        var before = await host.StateAsync();

        var impact = await host.UseAsync((IDependencyTracker tracker) => tracker.AnalyzeDeletionAsync(CanvasObjectTypes.Course, [1]));

        impact.Tables.Should().BeEquivalentTo(
        [
            new TableImpact(3, nameof(CanvasNote), 2, RowFate.Deleted), new TableImpact(3, nameof(CanvasTagLink), 2, RowFate.Deleted),
            new TableImpact(3, nameof(CanvasCourseMetadata), 1, RowFate.Deleted), new TableImpact(3, nameof(CanvasAssignmentMetadata), 1, RowFate.Deleted),
            new TableImpact(3, nameof(CanvasNoteRevision), 1, RowFate.Deleted), new TableImpact(3, nameof(CanvasCustomFieldValue), 1, RowFate.Deleted),
            new TableImpact(1, nameof(CanvasSubmission), 4, RowFate.Deleted), new TableImpact(1, nameof(CanvasModuleItem), 1, RowFate.Deleted),
            new TableImpact(1, nameof(CanvasModule), 1, RowFate.Deleted), new TableImpact(1, nameof(CanvasAssignment), 2, RowFate.Deleted),
            new TableImpact(1, nameof(CanvasAssignmentGroup), 1, RowFate.Deleted), new TableImpact(1, nameof(CanvasEnrollment), 2, RowFate.Deleted),
            new TableImpact(1, nameof(CanvasSection), 1, RowFate.Deleted), new TableImpact(1, nameof(CanvasCourse), 1, RowFate.Deleted),
            new TableImpact(0, nameof(CanvasObjectStatus), 5, RowFate.MarkedDeleted), new TableImpact(0, nameof(CanvasEnrollmentStatus), 2, RowFate.MarkedDeleted),
            new TableImpact(2, nameof(CanvasCourseSnapshot), 1, RowFate.Kept),
        ]);
        (impact.Objects, impact.AffectedStudents, impact.RowsDeleted, impact.RowsKept).Should().Be((1, 2, 21, 1));
        (await host.StateAsync()).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BringTheFlagsUpToDate(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        (await FlagsAsync()).Should().OnlyContain(row => !row.UserData && !row.History, "a sync sets them when an object vanishes");

        (await UpdateAsync(CanvasObjectTypes.Assignment, null)).Should().Be(1);
        (await UpdateAsync(CanvasObjectTypes.User, [11])).Should().Be(0);
        (await UpdateAsync(CanvasObjectTypes.User, [10, 11])).Should().Be(1);
        (await UpdateAsync(CanvasObjectTypes.Module, null)).Should().Be(1);
        (await UpdateAsync(CanvasObjectTypes.Enrollment, null)).Should().Be(1);
        (await UpdateAsync(CanvasObjectTypes.Assignment, null)).Should().Be(0, "nothing changed since");

        (await FlagsAsync()).Where(row => row.UserData || row.History).Should().BeEquivalentTo(
            [("assignment", 4L, true, true), ("user", 10L, true, true), ("module", 6L, true, false), ("enrollment", 20L, false, true)]);
        await host.ChangeAsync(async context => context.RemoveRange(await context.Set<CanvasTagLink>().ToListAsync()));
        (await UpdateAsync(CanvasObjectTypes.Module, null)).Should().Be(1);
        (await FlagsAsync()).Should().Contain(("module", 6L, false, false));

        Task<int> UpdateAsync(string type, long[]? ids) => host.UseAsync((IDependencyTracker tracker) => tracker.UpdateFlagsAsync(type, ids));

        async Task<List<(string Type, long Id, bool UserData, bool History)>> FlagsAsync() =>
        [
            .. (await host.RowsAsync<CanvasObjectStatus>()).Select(row => (row.ObjectType, row.ObjectId, row.UserDataExists, row.HistoricalDataExists)),
            .. (await host.RowsAsync<CanvasEnrollmentStatus>()).Select(row => ("enrollment", row.EnrollmentId, false, row.HistoricalDataExists)),
        ];
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CountArchivedHistoryAsHistory(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(20, 10).Enroll(21, 11).Enroll(22, 12).AddAssignment(4).AddAssignment(5);
        canvas.AddCourse(2).Enroll(23, 13);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                new CanvasArchivedScoreHistory { Id = 1, SubmissionId = 30, AssignmentId = 4, CourseId = 1, UserId = 10, Change = HistoryChange.Changed, ArchivedAt = LifecycleSchool.Noted },
                new CanvasArchivedScoreHistory { Id = 2, SubmissionId = 31, AssignmentId = 5, CourseId = 2, UserId = 13, Change = HistoryChange.Removed, ArchivedAt = LifecycleSchool.Noted });
            context.Add(new CanvasArchivedGradeHistory { Id = 1, EnrollmentId = 21, CourseId = 1, UserId = 11, Change = HistoryChange.Changed, ArchivedAt = LifecycleSchool.Noted });
            return Task.CompletedTask;
        });

        foreach (var type in new[] { CanvasObjectTypes.Course, CanvasObjectTypes.Assignment, CanvasObjectTypes.User, CanvasObjectTypes.Enrollment })
        {
            await host.UseAsync((IDependencyTracker tracker) => tracker.UpdateFlagsAsync(type));
        }

        (await host.RowsAsync<CanvasObjectStatus>()).Where(row => row.HistoricalDataExists).Select(row => (row.ObjectType, row.ObjectId)).Should().BeEquivalentTo(
            [("course", 1L), ("assignment", 4L), ("user", 10L), ("user", 11L)], "a departure without any work is no history");
        (await host.RowsAsync<CanvasEnrollmentStatus>()).Where(row => row.HistoricalDataExists).Should().ContainSingle().Which.EnrollmentId.Should().Be(21);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task DrawWhatDependsOnAnObject(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);

        var graph = await host.UseAsync((IDependencyTracker tracker) => tracker.GetDependencyGraphAsync(CanvasObjectTypes.Course, 1));

        graph.Nodes[0].Should().Be(new DependencyNode("course:1", "Course 1", 1, 1));
        graph.Nodes.Should().Contain(new DependencyNode(nameof(CanvasSubmission), nameof(CanvasSubmission), 1, 4));
        graph.Edges.Should().Contain([
            new DependencyEdge(nameof(CanvasSubmission), nameof(CanvasAssignment)), new DependencyEdge(nameof(CanvasAssignment), "course:1"),
            new DependencyEdge(nameof(CanvasNote), nameof(CanvasAssignment)), new DependencyEdge(nameof(CanvasNote), "course:1"),
            new DependencyEdge(nameof(CanvasModuleItem), nameof(CanvasModule))]);
        var keys = graph.Nodes.Select(node => node.Key).ToList();
        keys.Should().OnlyHaveUniqueItems();
        graph.Edges.Should().OnlyContain(edge => keys.Contains(edge.From) && keys.Contains(edge.To)).And.OnlyHaveUniqueItems();
        JsonSerializer.Deserialize<DependencyGraph>(JsonSerializer.Serialize(graph))!.Should().BeEquivalentTo(graph);
        (await host.Awaiting(h => h.UseAsync((IDependencyTracker tracker) => tracker.GetDependencyGraphAsync(CanvasObjectTypes.Course, 99))).Should().ThrowAsync<ObjectNotFoundException>())
            .Which.Message.Should().Contain("course").And.Contain("99");
    }
}
