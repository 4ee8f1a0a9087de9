using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>So many changed rows in one course that only their changed columns are written.</summary>
public sealed class ManyChangesShould
{
    private static readonly CanvasSimulatorOptions Course = new() { Courses = 1, Students = 60, AssignmentsPerCourse = 60 };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeStoredAsCanvasHasThem(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        for (var round = 1; round <= 2; round++)
        {
            Regrade(canvas, round);

            var report = await host.SyncAsync();

            report.Courses.Single().Rows["CanvasSubmission"].Changed.Should().BeGreaterThan(1_000);
            await host.UseAsync(async context => { await SchoolOracle.Of(canvas).AssertStoredAsync(context); return true; });
        }

        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeMarkedWhenTheyVanish(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        var gone = canvas.School.Submissions(course).Select(row => row.AssignmentId).Distinct().Order().Take(25).ToHashSet();
        var before = (await host.RowsAsync<CanvasSubmission>()).Where(row => gone.Contains(row.AssignmentId)).ToDictionary(row => row.Id);
        foreach (var assignment in gone)
        {
            canvas.School.DeleteAssignment(course, assignment);
        }

        await host.SyncAsync(new SyncRequest { AcceptMassDisappearance = true });

        var after = (await host.RowsAsync<CanvasSubmission>()).Where(row => gone.Contains(row.AssignmentId)).ToList();
        after.Should().HaveCount(before.Count).And.HaveCountGreaterThan(1_000).And.OnlyContain(row => row.MissingSince != null);
        after.Should().AllSatisfy(row => row.Should().BeEquivalentTo(before[row.Id], options => options.Excluding(r => r.MissingSince).Excluding(r => r.SyncedAt)));
    }

    [Theory]
    [InlineData(Provider.Sqlite, """CREATE TRIGGER watch BEFORE UPDATE OF "SubmissionType", "CachedDueDate" ON "CanvasSubmission" BEGIN SELECT RAISE(ABORT, 'set'); END""")]
    [InlineData(Provider.PostgreSql, """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'set'; END $$;
        CREATE TRIGGER watch BEFORE UPDATE OF "SubmissionType", "CachedDueDate" ON "CanvasSubmission" FOR EACH ROW EXECUTE FUNCTION refuse()
        """)]
    public async Task BeWrittenByTheColumnsThatDiffer(Provider provider, string trigger)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync(trigger));
        Regrade(canvas, 1);

        var report = await host.SyncAsync();

        report.Courses.Single().Rows["CanvasSubmission"].Changed.Should().BeGreaterThan(1_000);
    }

    private static void Regrade(CanvasSimulator canvas, int round)
    {
        var course = canvas.School.Courses[0].Id;
        var scored = canvas.School.Submissions(course).Where(row => row.Score is not null).ToList();
        foreach (var row in scored)
        {
            canvas.School.SetScore(course, row.AssignmentId, row.UserId, row.Score!.Value + (0.25 * round));
        }
    }
}
