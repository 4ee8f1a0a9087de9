using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Lifecycle;

public class ObjectStatusShould
{
    private static readonly SyncRequest Accepting = new() { AcceptMassDisappearance = true };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeActiveForEverythingThatASyncSees(Provider provider)
    {
        var canvas = School(out _);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        await host.SyncAsync();
        await host.SyncAsync();

        var statuses = await host.RowsAsync<CanvasObjectStatus>();
        statuses.Select(row => (row.ObjectType, row.ObjectId, row.CourseId)).Should().BeEquivalentTo(new (string, long, long?)[]
        {
            (CanvasObjectTypes.Course, 1, null), (CanvasObjectTypes.Section, 2, 1), (CanvasObjectTypes.User, 10, null), (CanvasObjectTypes.User, 11, null),
            (CanvasObjectTypes.AssignmentGroup, 3, 1), (CanvasObjectTypes.Assignment, 4, 1), (CanvasObjectTypes.Assignment, 5, 1), (CanvasObjectTypes.Module, 6, 1),
        });
        statuses.Should().OnlyContain(row => row.Active && !row.PendingDeletion && row.RemovedAt == null && row.RemovalReason == null);
        (await host.RowsAsync<CanvasEnrollmentStatus>()).Should().HaveCount(2).And.OnlyContain(row => row.Active && !row.PendingDeletion && row.CourseId == 1);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BecomeInactiveAtOnceWhenNothingDependsOnTheObject(Provider provider)
    {
        var canvas = School(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var seen = (await host.RowsAsync<CanvasCourseLease>()).Single(unit => unit.CourseId == 1).LastFullSyncAt;
        ScriptedCourse.Remove(course.Assignments, 5);
        ScriptedCourse.Remove(course.Modules, 6);

        await host.SyncAsync(Accepting);

        foreach (var (type, id) in ((string, long)[])[(CanvasObjectTypes.Assignment, 5), (CanvasObjectTypes.Module, 6)])
        {
            var status = await StatusAsync(host, type, id);
            (status.Active, status.PendingDeletion, status.UserDataExists, status.HistoricalDataExists).Should().Be((false, false, false, false), type);
            status.RemovedAt.Should().NotBeNull();
            status.RemovalReason.Should().NotBeNullOrEmpty();
            status.LastSeenAt.Should().Be(seen);
        }
    }

    public static TheoryData<Provider, string> Dependencies()
    {
        var data = new TheoryData<Provider, string>();
        foreach (var provider in (Provider[])[Provider.Sqlite, Provider.PostgreSql])
        {
            foreach (var kind in (string[])["note", "tag", "metadata"])
            {
                data.Add(provider, kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Dependencies))]
    public async Task WaitForADecisionWhenThePortalHoldsSomethingAboutTheObject(Provider provider, string kind)
    {
        var canvas = School(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.ChangeAsync(context =>
        {
            var now = DateTime.UtcNow;
            switch (kind)
            {
                case "note":
                    context.AddRange(Note("assignment", 5), Note("student", 11));
                    break;
                case "tag":
                    context.Add(new CanvasTag { Id = 7, Name = "x", NormalizedName = "x", CreatedAt = now });
                    context.AddRange(
                        new CanvasTagLink { TagId = 7, TargetType = "assignment", TargetId = 5, CreatedAt = now },
                        new CanvasTagLink { TagId = 7, TargetType = "student", TargetId = 11, CreatedAt = now });
                    break;
                default:
                    context.AddRange(
                        new CanvasAssignmentMetadata { AssignmentId = 5, CreatedAt = now, UpdatedAt = now },
                        new CanvasStudentMetadata { UserId = 11, CreatedAt = now, UpdatedAt = now });
                    break;
            }

            return Task.CompletedTask;
        });
        var layer3 = await Layer3Async(host);
        ScriptedCourse.Remove(course.Assignments, 5);
        ScriptedCourse.Remove(course.Enrollments, 21);

        await host.SyncAsync(Accepting);

        foreach (var (type, id) in ((string, long)[])[(CanvasObjectTypes.Assignment, 5), (CanvasObjectTypes.User, 11)])
        {
            var status = await StatusAsync(host, type, id);
            (status.Active, status.PendingDeletion, status.UserDataExists).Should().Be((true, true, true), type);
            status.RemovedAt.Should().NotBeNull();
        }

        course.AddAssignment(5).Enroll(21, 11);
        await host.SyncAsync();
        foreach (var (type, id) in ((string, long)[])[(CanvasObjectTypes.Assignment, 5), (CanvasObjectTypes.User, 11)])
        {
            var status = await StatusAsync(host, type, id);
            (status.Active, status.PendingDeletion, status.RemovedAt, status.RemovalReason).Should().Be((true, false, null, null), $"{type} is back");
        }

        (await Layer3Async(host)).ShouldHoldTheCellsOf(layer3, "no sync touches what the portal wrote");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task WaitForADecisionWhenThereIsHistory(Provider provider)
    {
        var canvas = School(out var course);
        course.AddSubmission(30, 4, 10, ""","score":1""").AddSubmission(31, 4, 11).AddSubmission(32, 5, 10).AddSubmission(33, 5, 11);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        course.Submissions[0] = """{"id":30,"assignment_id":4,"user_id":10,"score":null}""";
        course.Enrollments[0] = """{"id":20,"user_id":10,"type":"StudentEnrollment","enrollment_state":"completed"}""";
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Assignments, 4);
        ScriptedCourse.Remove(course.Assignments, 5);
        course.Enrollments.Clear();
        course.Submissions.Clear();

        await host.SyncAsync(Accepting);

        (await StatusAsync(host, CanvasObjectTypes.Assignment, 4)).Should().Match<CanvasObjectStatus>(row => row.HistoricalDataExists && row.PendingDeletion && row.Active);
        (await StatusAsync(host, CanvasObjectTypes.User, 10)).Should().Match<CanvasObjectStatus>(row => row.HistoricalDataExists && row.PendingDeletion && row.Active);
        (await StatusAsync(host, CanvasObjectTypes.Assignment, 5)).Should().Match<CanvasObjectStatus>(row => !row.HistoricalDataExists && !row.Active, "rows on which nothing ever happened are no history");
        (await StatusAsync(host, CanvasObjectTypes.User, 11)).Should().Match<CanvasObjectStatus>(row => !row.HistoricalDataExists && !row.Active);
        var enrollments = await host.RowsAsync<CanvasEnrollmentStatus>();
        enrollments.Single(row => row.EnrollmentId == 20).Should().Match<CanvasEnrollmentStatus>(row => row.HistoricalDataExists && row.PendingDeletion && row.Active);
        enrollments.Single(row => row.EnrollmentId == 21).Should().Match<CanvasEnrollmentStatus>(row => !row.HistoricalDataExists && !row.Active);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task CountAGradeThatNeverChangedAsHistory(Provider provider)
    {
        var canvas = School(out var course);
        course.AddSubmission(30, 5, 10, ""","score":9""");
        course.Enrollments[1] = """{"id":21,"user_id":11,"type":"StudentEnrollment","enrollment_state":"active","user":{"id":11},"grades":{"current_score":88}}""";
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Assignments, 5);
        ScriptedCourse.Remove(course.Submissions, 30);
        ScriptedCourse.Remove(course.Enrollments, 21);

        await host.SyncAsync(Accepting);

        // A first observation is told by the row itself: to delete it would lose the student's grade.
        (await StatusAsync(host, CanvasObjectTypes.Assignment, 5)).Should().Match<CanvasObjectStatus>(row => row.HistoricalDataExists && row.PendingDeletion);
        (await StatusAsync(host, CanvasObjectTypes.User, 11)).Should().Match<CanvasObjectStatus>(row => row.HistoricalDataExists && row.PendingDeletion);
        (await host.RowsAsync<CanvasEnrollmentStatus>()).Single(row => row.EnrollmentId == 21).Should().Match<CanvasEnrollmentStatus>(row => row.HistoricalDataExists && row.PendingDeletion);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FollowAnEnrollmentOutAndBack(Provider provider)
    {
        var canvas = School(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var first = (await host.RowsAsync<CanvasEnrollmentStatus>()).Single(row => row.EnrollmentId == 21);
        var enrollment = course.Enrollments[1];
        course.Enrollments.RemoveAt(1);

        await host.SyncAsync();
        var gone = (await host.RowsAsync<CanvasEnrollmentStatus>()).Single(row => row.EnrollmentId == 21);
        (gone.Active, gone.PendingDeletion, gone.HistoricalDataExists).Should().Be((false, false, false));
        gone.RemovedAt.Should().NotBeNull();

        course.Enrollments.Add(enrollment);
        await host.SyncAsync();
        var back = (await host.RowsAsync<CanvasEnrollmentStatus>()).Single(row => row.EnrollmentId == 21);
        (back.Active, back.PendingDeletion, back.RemovedAt, back.FirstSeenAt).Should().Be((true, false, null, first.FirstSeenAt));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeUniqueWhereTheFactsSayUnique(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await RefusedAsync(() => new CanvasObjectStatus { ObjectType = "course", ObjectId = 1 });
        await RefusedAsync(() => new CanvasEnrollmentStatus { EnrollmentId = 1 });
        await RefusedAsync(() => new CanvasSubmission { Id = Random.Shared.NextInt64(1, long.MaxValue), AssignmentId = 1, UserId = 2 });
        await RefusedAsync(() => new CanvasTag { Name = "X" });
        await RefusedAsync(() => new CanvasStudentMetadata { UserId = 1 });
        await RefusedAsync(() => new CanvasCourse { Id = 1 });
        await host.ChangeAsync(context =>
        {
            context.AddRange(new CanvasSubmission { Id = 8, AssignmentId = 9 }, new CanvasSubmission { Id = 9, AssignmentId = 9 });
            return Task.CompletedTask;
        });

        async Task RefusedAsync(Func<object> row)
        {
            await AddAsync(row());
            await host.Awaiting(_ => AddAsync(row())).Should().ThrowAsync<DbUpdateException>(row().GetType().Name);
        }

        Task AddAsync(object row) => host.ChangeAsync(context =>
        {
            context.Add(row);
            return Task.CompletedTask;
        });
    }

    private static ScriptedCanvas School(out ScriptedCourse course)
    {
        var canvas = new ScriptedCanvas();
        course = canvas.AddCourse(1).AddSection(2).Enroll(20, 10, section: 2).Enroll(21, 11, section: 2).AddAssignment(4).AddAssignment(5);
        course.Groups.Add("""{"id":3,"name":"Homework"}""");
        course.Modules.Add("""{"id":6,"name":"Unit","items":[]}""");
        return canvas;
    }

    private static CanvasNote Note(string type, long id) =>
        new() { TargetType = type, TargetId = id, Category = "general", Text = "careful", CreatedAt = DateTime.UtcNow, UpdatedAt = DateTime.UtcNow };

    private static async Task<CanvasObjectStatus> StatusAsync(TestHost<SchoolContext> host, string type, long id) =>
        (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row.ObjectType == type && row.ObjectId == id);

    private static async Task<Dictionary<string, List<string>>> Layer3Async(TestHost<SchoolContext> host) =>
        (await host.TablesAsync()).Where(table => table.Key.Contains("Metadata", StringComparison.Ordinal) || table.Key is nameof(CanvasNote) or nameof(CanvasTag) or nameof(CanvasTagLink))
            .ToDictionary(table => table.Key, table => table.Value);
}
