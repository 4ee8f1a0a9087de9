using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>kill -9 at every phase and at random moments, while the school lives on.</summary>
public abstract class KilledSyncTests(Provider provider)
{
    private static readonly int Kills = LongRuns.Count(12, 50);

    // At "committing" and "committed" the process waits for its end; at "commit" the kill and the commit race.
    private static readonly string[] Phases = ["runStarted", "courseStarted", "rowsFetched", "courseWriting", "writing", "committing", "commit", "committed", "courseEnded", "any"];

    [Fact]
    public async Task EndInTheTablesOfAnUndisturbedSync()
    {
        var random = new Random(20260316);
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 14, AssignmentsPerCourse = 8, MaxPerPage = 50 });
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await using var undisturbed = await SyncHost.StartAsync(canvas, undisturbedStore);
        var (next, kills) = (CrashChild.Start(canvas, store), new Dictionary<string, int>());
        for (var round = 0; kills.Values.Sum() < Kills; round++)
        {
            await using var child = next;
            next = CrashChild.Start(canvas, store);
            var phase = Phases[round % Phases.Length];
            var killed = await KillAtAsync(child, phase, random);
            kills[phase] = kills.GetValueOrDefault(phase) + (killed is null ? 0 : 1);
            if (phase is "committing" or "committed")
            {
                var isThrough = await host.UseAsync(context => context.Set<CanvasCourseLease>().AnyAsync(unit => unit.CourseId == killed && unit.LeaseUntil == null));
                isThrough.Should().Be(phase == "committed", "it was killed at {0}", phase);
            }

            if (round % 4 == 3)
            {
                // The next one is killed over the remains of this one.
                continue;
            }

            var repaired = await host.Bridge.SyncAllCoursesAsync();
            repaired.Courses.Should().OnlyContain(report => report.Outcome == CourseSyncOutcome.Succeeded, "a lease of a dead process on this machine is taken over at once ({0})", phase);
            (await undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
            (await host.AllRowsAsync()).ShouldBeTheRows(await undisturbed.AllRowsAsync(), $"killed in phase {phase}, round {round}");
            LiveOn(canvas.School, random);
        }

        await next.DisposeAsync();
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        await host.ShouldMirrorAsync(canvas.School, "after the last repair");
        (await host.UseAsync(context => context.Set<CanvasSyncRun>().CountAsync(run => run.Outcome == "Running"))).Should().Be(0, "a later start closes the runs of dead processes");
        (await host.UseAsync(context => context.Set<CanvasSyncRun>().CountAsync(run => run.Outcome == "Abandoned" && run.CompletedAt != null))).Should().BeGreaterThan(Kills / 2);
        (kills["committing"], kills["committed"]).Should().Match<(int Before, int After)>(told => told.Before >= Kills / 12 && told.After >= Kills / 12);
    }

    /// <returns>The course that was being synced, 0 for none, null when the run had ended before.</returns>
    private static async Task<long?> KillAtAsync(CrashChild child, string phase, Random random)
    {
        var passes = phase switch
        {
            "runStarted" => 0,
            "rowsFetched" => random.Next(25),
            _ => random.Next(3),
        };
        await child.SyncAsync(phase is "committing" or "committed" ? $"{phase} {passes}" : "");
        string? line = "";
        if (phase == "any")
        {
            await Task.Delay(random.Next(400));
        }
        else
        {
            var sought = phase switch
            {
                "writing" => "courseWriting ",
                "commit" => "committing ",
                _ => phase,
            };
            line = await child.UntilAsync(told => told.StartsWith(sought, StringComparison.Ordinal) && passes-- == 0);
            await Task.Delay(phase switch
            {
                "writing" => random.Next(40),
                "commit" => random.Next(3),
                _ => 0,
            });
        }

        await child.KillAsync();
        return line is null || (await child.ToTheEndAsync()).Contains("runEnded") ? null
            : long.TryParse(line.Split(' ').ElementAtOrDefault(1), out var course) ? course : 0;
    }

    private static void LiveOn(SimulatedSchool school, Random random)
    {
        school.Advance(TimeSpan.FromHours(random.Next(5, 30)));
        foreach (var course in school.Courses)
        {
            var submissions = school.Submissions(course.Id).ToList();
            var picked = submissions[random.Next(submissions.Count)];
            school.SetScore(course.Id, picked.AssignmentId, picked.UserId, random.Next(100));
            if (school.Assignments(course.Id).Count < 6)
            {
                school.AddAssignment(course.Id, $"Extra {random.Next(1_000)}", 10, school.Now.AddDays(2));
            }
        }
    }
}

public sealed class KilledSyncOnSqliteShould() : KilledSyncTests(Provider.Sqlite);

public sealed class KilledSyncOnPostgreSqlShould() : KilledSyncTests(Provider.PostgreSql);

#if SQLSERVER
public sealed class KilledSyncOnSqlServerShould() : KilledSyncTests(Provider.SqlServer);
#endif
