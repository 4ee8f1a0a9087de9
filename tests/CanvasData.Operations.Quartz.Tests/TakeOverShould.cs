using System.Data.Common;
using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>What becomes of courses that nodes did not finish.</summary>
public sealed class TakeOverShould
{
    [Fact]
    public async Task EndACourseThatFourNodesDidNotSurvive()
    {
        await using var cluster = await (await Cluster.CreateAsync(3, TimeSpan.Zero)).WithEmptyTablesAsync();
        var run = await PlannedRunAsync(cluster);
        var deadly = (await cluster.CoursesAsync(run))[0].CourseId;
        await LoseAsync(cluster, deadly, takeOvers: 3);
        await using var node = cluster.StartInProcess();

        var ended = await cluster.EndAsync(run);

        ended.State.Should().Be(ClusterRunState.Failed);
        ended.FailedCourses.Should().Be(1);
        var report = (await cluster.Sync.FindReportAsync(run))!;
        report.Courses.Single(course => course.Outcome != CourseSyncOutcome.Succeeded).Should()
            .Match<CourseSyncReport>(course => course.CourseId == deadly && course.Failure!.Message.Contains("4 nodes"));
    }

    [Fact]
    public async Task SyncACourseThatTwoNodesDidNotSurviveOnANodeWithNoOther()
    {
        await using var cluster = await (await Cluster.CreateAsync(5, TimeSpan.FromMilliseconds(50))).WithEmptyTablesAsync();
        var run = await PlannedRunAsync(cluster);
        var suspects = (await cluster.CoursesAsync(run)).Take(2).Select(course => course.CourseId).ToHashSet();
        foreach (var suspect in suspects)
        {
            await LoseAsync(cluster, suspect, takeOvers: 1);
        }

        await using var node = cluster.StartInProcess();
        var together = new List<string>();
        await Cluster.UntilAsync(
            async () =>
            {
                var held = (await cluster.CoursesAsync(run)).FindAll(course => course is { EndedAt: null, Node: not null } && (course.TakeOvers > 1 || !suspects.Contains(course.CourseId)));
                if (held.Count > 1 && held.Exists(course => suspects.Contains(course.CourseId)))
                {
                    together.Add(string.Join(' ', held.Select(course => course.CourseId)));
                }

                return (await cluster.Sync.FindAsync(run))!.EndedAt is not null;
            },
            "the run must end");

        together.Should().BeEmpty("a course that may end its node takes no other with it");
        (await cluster.Sync.FindAsync(run))!.State.Should().Be(ClusterRunState.Succeeded);
    }

    // Else a node that dies between the two has its work done a second time, and its snapshots are there twice.
    [Fact]
    public async Task FindNothingLeftToDoAfterACommit()
    {
        await using var cluster = await (await Cluster.CreateAsync(3, TimeSpan.Zero)).WithEmptyTablesAsync();
        await cluster.ExecuteAsync("""
            CREATE TABLE ends (together boolean);
            CREATE FUNCTION note_end() RETURNS trigger AS $$
            BEGIN
                INSERT INTO ends SELECT xmin::text = (txid_current() & 4294967295)::text FROM "CanvasCourseLease" WHERE "CourseId" = NEW."CourseId";
                RETURN NEW;
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER note_end BEFORE UPDATE ON "CanvasClusterCourse" FOR EACH ROW
                WHEN (OLD."EndedAt" IS NULL AND NEW."Outcome" = 'Succeeded') EXECUTE FUNCTION note_end()
            """);
        await using var node = cluster.StartInProcess();

        var run = await cluster.EndAsync(await cluster.Sync.StartAsync());

        run.State.Should().Be(ClusterRunState.Succeeded);
        var together = await cluster.UseAsync(context => context.Database.SqlQuery<bool>($"""SELECT together AS "Value" FROM ends""").ToListAsync());
        together.Should().HaveCount(run.Courses).And.OnlyContain(isTogether => isTogether, "the end of a course is written with its rows");
    }

    // Its server process waits for it, holds the rows that all share, and is not idle.
    [Fact]
    public async Task EndTheStatementOfANodeThatWasStoppedInTheMiddleOfIt()
    {
        await using var cluster = await (await Cluster.CreateAsync(4, TimeSpan.Zero)).WithEmptyTablesAsync();
        await cluster.ExecuteAsync("""
            CREATE SEQUENCE written;
            CREATE FUNCTION wait_once() RETURNS trigger AS $$
            BEGIN
                IF nextval('written') = 1 THEN PERFORM pg_advisory_xact_lock(4712); END IF;
                RETURN NULL;
            END $$ LANGUAGE plpgsql;
            CREATE TRIGGER wait_once AFTER INSERT ON "CanvasUser" FOR EACH STATEMENT EXECUTE FUNCTION wait_once()
            """);
        await using var gate = new NpgsqlConnection(cluster.Store.ConnectionString);
        await gate.OpenAsync();
        await using (var close = new NpgsqlCommand("SELECT pg_advisory_lock(4712)", gate))
        {
            await close.ExecuteNonQueryAsync();
        }

        var stopped = (await cluster.StartNodesAsync(1, courses: 1))[0];
        var run = await cluster.Sync.StartAsync();
        await Cluster.UntilAsync(
            () => cluster.UseAsync(context => context.Database.SqlQuery<bool>($"""SELECT EXISTS (SELECT FROM pg_locks WHERE objid = 4712 AND NOT granted) AS "Value" """).SingleAsync()),
            "the node must be in the middle of a write");
        stopped.Pause();
        await using var other = cluster.StartInProcess();

        (await cluster.EndAsync(run)).State.Should().Be(ClusterRunState.Succeeded);
        await cluster.ShouldEqualSingleProcessAsync("a node was stopped in the middle of a statement");
    }

    [Fact]
    public async Task LeaveNoCourseToANodeThatWasToldToStopWhenItTookIt()
    {
        await using var cluster = await (await Cluster.CreateAsync(3, TimeSpan.Zero)).WithEmptyTablesAsync();
        var run = await PlannedRunAsync(cluster);
        InProcessNode? node = null;
        var ready = new TaskCompletionSource();
        await using var stopping = node = cluster.StartInProcess(configure: services => services.ConfigureDbContext<ClusterContext>(
            options => options.AddInterceptors(new AfterTake(async () =>
            {
                await ready.Task;
                node!.Stop();
            }))));
        ready.SetResult();
        await Task.WhenAny(stopping.Work);

        var held = await cluster.UseAsync(context => context.Set<CanvasClusterCourse>().CountAsync(course => course.RunId == run && course.EndedAt == null && course.Node != null));
        held.Should().Be(0, "a node that stopped holds nothing");
    }

    private static async Task<Guid> PlannedRunAsync(Cluster cluster)
    {
        var run = await cluster.Sync.StartAsync();
        await using (cluster.StartInProcess(courses: 1))
        {
            await Cluster.UntilAsync(async () => (await cluster.Sync.FindAsync(run))!.IsPlanned, "the run must be planned");
            await cluster.Sync.PauseAsync(run);
        }

        await cluster.ExecuteAsync("""UPDATE "CanvasClusterCourse" SET "EndedAt" = NULL, "Outcome" = NULL, "Report" = NULL, "Node" = NULL, "LeaseUntil" = NULL""");
        await cluster.Sync.ResumeAsync(run);
        return run;
    }

    // As nodes leave it that fell silent with the course in hand.
    private static Task<int> LoseAsync(Cluster cluster, long courseId, int takeOvers) => cluster.UseAsync(context => context.Database.ExecuteSqlAsync(
        $"""UPDATE "CanvasClusterCourse" SET "Node" = gen_random_uuid(), "TakeOvers" = {takeOvers}, "LeaseUntil" = now() - interval '1 second' WHERE "CourseId" = {courseId}"""));

    private sealed class AfterTake(Func<Task> taken) : DbCommandInterceptor
    {
        public override async ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (result > 0 && command.CommandText.Contains("\"TakeOvers\"", StringComparison.Ordinal))
            {
                await taken();
            }

            return result;
        }
    }
}
