using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Maintenance;

/// <summary>The stored hash of rows of which Canvas does not always send every field.</summary>
public class IntegrityHashShould
{
    private const string Whole = """{"id":20,"name":"Ana","sortable_name":"Lind, Ana","login_id":"ana","email":"ana@school.example","sis_user_id":"S20","pronouns":"she/her"}""";

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ExplainARowWhoseLastRecordLackedSeveralFields(Provider provider)
    {
        var (canvas, users) = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        users[0] = """{"id":20,"name":"Ana Lind","sortable_name":"Lind, Ana"}""";
        await host.SyncAsync();
        (await host.RowsAsync<CanvasUser>()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "Ana Lind", LoginId = "ana", SisUserId = "S20", Pronouns = "she/her" });

        (await FoundAsync(host)).Should().Be(0, "only Canvas changed the row");
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""UPDATE "CanvasUser" SET "Name" = 'Changed by SQL' """));
        (await FoundAsync(host)).Should().Be(1);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FollowTheNextSyncWhereAnEarlierVersionMadeIt(Provider provider)
    {
        var (canvas, users) = Canvas();
        users[0] = """{"id":20,"name":"Ana","login_id":"ana"}""";
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var rows = await host.RowsAsync<CanvasUser>();

        // A version with fewer columns hashed the same values to another number.
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("""UPDATE "CanvasUser" SET "RowHash" = 12345"""));
        (await FoundAsync(host)).Should().Be(1);
        await host.SyncAsync();

        (await FoundAsync(host)).Should().Be(0);
        (await host.RowsAsync<CanvasUser>()).Should().BeEquivalentTo(rows, "only the hash was another");
    }

    [Fact]
    public async Task StayWhenTwoCoursesLeaveOutDifferentFields()
    {
        var (canvas, users) = Canvas();
        users[0] = """{"id":20,"name":"Ana","sortable_name":"Lind, Ana","login_id":"ana","email":"ana@school.example"}""";
        canvas.AddCourse(2).Enroll(11, 20).Users.Add("""{"id":20,"name":"Ana","sortable_name":"Lind, Ana","sis_user_id":"S20","pronouns":"she/her"}""");
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.SyncAsync();
        var hash = (await host.RowsAsync<CanvasUser>()).Single().RowHash;

        foreach (var course in (long[])[1, 2, 1, 2])
        {
            await host.SyncCourseAsync(course);
            (await host.RowsAsync<CanvasUser>()).Single().RowHash.Should().Be(hash, "each course would replace the hash of the other in every sync");
        }

        (await FoundAsync(host)).Should().Be(0);
    }

    private static (ScriptedCanvas Canvas, List<string> Users) Canvas()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20);
        course.Enrollments[0] = """{"id":10,"user_id":20,"course_section_id":1,"type":"StudentEnrollment","enrollment_state":"active"}""";
        course.Users.Add(Whole);
        return (canvas, course.Users);
    }

    private static async Task<long> FoundAsync(TestHost<SchoolContext> host) =>
        (await host.UseAsync((IIntegrityChecker checker) => checker.CheckAsync(new IntegrityRequest { Checks = ["hash.CanvasUser"], StoreMetrics = false }))).Results.Single().Found;
}
