using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Edits of columns that a sync does not hear of: another profile, or a JSON key that is absent.</summary>
public class UntoldEditShould
{
    private const string Home = "home@example.edu";
    private const string Edited = "edited@example.edu";

    public static TheoryData<Provider, ConflictStrategy, string> Cases()
    {
        var data = new TheoryData<Provider, ConflictStrategy, string>();
        foreach (var strategy in Enum.GetValues<ConflictStrategy>())
        {
            data.Add(Provider.Sqlite, strategy, "tracked");
            data.Add(Provider.Sqlite, strategy, "whole");
            data.Add(Provider.PostgreSql, strategy, "tracked");
            data.Add(Provider.PostgreSql, strategy, "statement");
            data.Add(Provider.PostgreSql, strategy, "sql");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task SurviveASyncUnderANarrowerProfile(Provider provider, ConflictStrategy strategy, string edit)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await EditAsync(host, edit);

        for (var night = 0; night < 2; night++)
        {
            // Canvas goes on telling other things of the same row.
            course.Enrollments[0] = Enrollment(name: $"Ann {night}");
            var narrow = await host.SyncCourseAsync(1, new SyncRequest { Profile = SyncProfile.Analytics, Conflicts = edit is "whole" or "sql" ? ConflictStrategy.CanvasWins : strategy });
            (await UserAsync(host)).Should().Match<CanvasUser>(row => row.Email == Edited && row.RowHash == 0);
            narrow.Conflicts.Where(conflict => conflict.Fields.Contains(nameof(CanvasUser.Email))).Should().BeEmpty("Canvas said nothing about it");
        }

        course.Users[0] = User("Ann 1");
        var full = await host.Bridge.SyncCourseAsync(1, new SyncRequest { Conflicts = strategy });

        if (strategy == ConflictStrategy.Fail)
        {
            full.Failure!.Kind.Should().Be(nameof(SyncConflictException));
            full.Failure.Message.Should().Contain(nameof(CanvasUser.Email));
        }
        else
        {
            full.Conflicts.Should().ContainSingle().Which.Fields.Should().Contain(nameof(CanvasUser.Email));
        }

        (await UserAsync(host)).Email.Should().Be(strategy == ConflictStrategy.CanvasWins ? Home : Edited);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LetTheOtherColumnsFollowCanvas(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.ChangeAsync(async context =>
        {
            var user = await context.Set<CanvasUser>().SingleAsync(row => row.Id == 3);
            (user.Email, user.Name) = (Edited, "Local Ann");
        });
        course.Enrollments[0] = Enrollment(name: "Local Ann");
        await host.SyncCourseAsync(1, new SyncRequest { Profile = SyncProfile.Analytics, Conflicts = ConflictStrategy.Fail });
        (await UserAsync(host)).LocalEdits.Should().Be(nameof(CanvasUser.Email), "Canvas came to say the same of the name");

        course.Enrollments[0] = Enrollment(name: "Canvas Ann");
        var report = await host.SyncCourseAsync(1, new SyncRequest { Profile = SyncProfile.Analytics, Conflicts = ConflictStrategy.LocalWins });

        report.Conflicts.Should().BeEmpty();
        (await UserAsync(host)).Should().Match<CanvasUser>(row => row.Name == "Canvas Ann" && row.Email == Edited);
        var again = await host.SyncCourseAsync(1, new SyncRequest { Profile = SyncProfile.Analytics });
        again.Rows[nameof(CanvasUser)].Should().Be(new RowCounts(0, 0, 2, 0));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SurviveAnAbsentKey(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.ChangeAsync(async context => (await context.Set<CanvasAssignment>().SingleAsync()).PointsPossible = 12);
        course.Assignments[0] = """{"id":4,"name":"Task 4","published":true,"workflow_state":"published","overrides":[]}""";

        (await host.SyncCourseAsync(1)).Conflicts.Should().BeEmpty();
        (await host.SyncCourseAsync(1)).Conflicts.Should().BeEmpty();
        (await host.RowsAsync<CanvasAssignment>()).Single().PointsPossible.Should().Be(12);

        course.Assignments[0] = """{"id":4,"name":"Task 4","points_possible":10,"published":true,"workflow_state":"published","overrides":[]}""";
        (await host.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.MergeByField })).Conflicts.Should().ContainSingle()
            .Which.Fields.Should().Equal(nameof(CanvasAssignment.PointsPossible));
        (await host.RowsAsync<CanvasAssignment>()).Single().PointsPossible.Should().Be(12);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SurviveTheAbsenceAndReturnOfTheirRow(Provider provider)
    {
        var (canvas, course) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await EditAsync(host, "tracked");
        var (enrollment, user) = (course.Enrollments[0], course.Users[0]);
        course.Enrollments.RemoveAt(0);
        course.Users.RemoveAt(0);
        await host.SyncCourseAsync(1, new SyncRequest { AcceptMassDisappearance = true });
        course.Enrollments.Add(enrollment);

        await host.SyncCourseAsync(1, new SyncRequest { Profile = SyncProfile.Analytics });

        (await UserAsync(host)).Should().Match<CanvasUser>(row => row.Email == Edited && row.MissingSince == null);
        course.Users.Add(user);
        (await host.SyncCourseAsync(1, new SyncRequest { Conflicts = ConflictStrategy.LocalWins })).Conflicts.Should().ContainSingle();
        (await UserAsync(host)).Email.Should().Be(Edited);
    }

    private static (ScriptedCanvas Canvas, ScriptedCourse Course) School()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).Enroll(12, 13).AddAssignment(4);
        course.Enrollments[0] = Enrollment("Ann");
        course.Users.Add(User("Ann"));
        return (canvas, course);
    }

    private static string Enrollment(string name) =>
        $$"""{"id":2,"user_id":3,"course_section_id":1,"type":"StudentEnrollment","enrollment_state":"active","user":{"id":3,"name":"{{name}}"} }""";

    private static string User(string name) => $$"""{"id":3,"name":"{{name}}","email":"{{Home}}"}""";

    private static async Task<CanvasUser> UserAsync(TestHost<SchoolContext> host) => (await host.RowsAsync<CanvasUser>()).Single(row => row.Id == 3);

    private static Task EditAsync(TestHost<SchoolContext> host, string how) => how switch
    {
        "tracked" => host.ChangeAsync(async context => (await context.Set<CanvasUser>().SingleAsync(row => row.Id == 3)).Email = Edited),
        "whole" => host.ChangeAsync(async context =>
        {
            var row = await context.Set<CanvasUser>().AsNoTracking().SingleAsync(user => user.Id == 3);
            row.Email = Edited;
            context.Update(row);
        }),
        "statement" => host.UseAsync(context => context.Set<CanvasUser>().Where(row => row.Id == 3).ExecuteUpdateAsync(set => set.SetProperty(row => row.Email, Edited))),
        _ => host.UseAsync(context => context.Database.ExecuteSqlAsync($"""UPDATE "CanvasUser" SET "Email" = {Edited}, "RowHash" = 0 WHERE "Id" = 3""")),
    };
}
