using CanvasData.Operations.Configuration;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>kill -9 in the middle of clean-ups that archive history too.</summary>
public abstract class KilledCleanupTests(Provider provider)
{
    private const int OldChanges = 25_000;
    private static readonly int MostKills = LongRuns.Count(4, 8);

    private static readonly DateTime Then = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task EndInTheTablesOfAnUndisturbedOne()
    {
        var random = new Random(20261130);
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 14, AssignmentsPerCourse = 8 });
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(canvas, store);
        await using var undisturbed = await StartAsync(canvas, undisturbedStore);
        var expected = await CleanAsync(undisturbed);
        (expected.History.ScoreChanges, expected.Count(CleanupRule.DeleteApproved)).Should().Match<(long Moved, long Deleted)>(count => count.Moved > 20_000 && count.Deleted > 5);
        var kills = 0;
        for (var batches = 0; kills < MostKills; batches++)
        {
            await using var child = CrashChild.Start(canvas, store);
            await child.SyncAsync("cleanup");
            var left = batches % 3;
            if (await child.UntilAsync(line => line == "batch" && left-- == 0) is null)
            {
                break;
            }

            await Task.Delay(random.Next(30));
            await child.KillAsync();
            kills++;
        }

        await CleanAsync(host);

        kills.Should().BeGreaterThan(2);
        (await host.AllRowsAsync()).ShouldBeTheRows(await undisturbed.AllRowsAsync(), $"{kills} runs were killed");
        (await CleanAsync(host)).Objects.Should().BeEmpty("nothing is left to do");
    }

    private static async Task<SyncHost> StartAsync(CanvasSimulator canvas, TestStore store)
    {
        var host = await SyncHost.StartAsync(canvas, store, builder => builder.Services.Configure<CanvasOperationsOptions>(options => options.Cleanup.ArchiveHistoryAfter = TimeSpan.FromDays(1)));
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        await host.UseAsync(async context =>
        {
            var statuses = await context.Set<CanvasObjectStatus>().Where(row => row.ObjectType != CanvasObjectTypes.Course).OrderBy(row => row.ObjectType).ThenBy(row => row.ObjectId).ToListAsync();
            foreach (var (status, index) in statuses.Select((status, index) => (status, index)))
            {
                Change(status, index % 4);
            }

            foreach (var (status, index) in (await context.Set<CanvasEnrollmentStatus>().OrderBy(row => row.EnrollmentId).ToListAsync()).Select((status, index) => (status, index)))
            {
                Change(status, index % 4);
            }

            var work = await context.Set<CanvasSubmission>().OrderBy(row => row.Id).FirstAsync();
            context.AddRange(Enumerable.Range(0, OldChanges).Select(i => new CanvasAssignmentScoreHistory
            {
                SubmissionId = work.Id, AssignmentId = work.AssignmentId, UserId = work.UserId, CourseId = work.CourseId, RecordedAt = Then.AddMinutes(i), Change = HistoryChange.Changed, Score = i, PreviousScore = i - 1,
            }));
            return await context.SaveChangesAsync();
        });
        return host;
    }

    private static void Change(CanvasLifecycleRow status, int way)
    {
        if (way == 0)
        {
            return;
        }

        (status.Active, status.PendingDeletion, status.Decision) = (way == 1, way == 1, way == 2 ? LifecycleDecisions.DeletionApproved : null);
        (status.RemovedAt, status.StateChangedAt) = (Then, Then);
    }

    private static async Task<CleanupReport> CleanAsync(SyncHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ICleanupManager>().RunAsync();
    }
}

public sealed class KilledCleanupOnSqliteShould() : KilledCleanupTests(Provider.Sqlite);

public sealed class KilledCleanupOnPostgreSqlShould() : KilledCleanupTests(Provider.PostgreSql);

#if SQLSERVER
public sealed class KilledCleanupOnSqlServerShould() : KilledCleanupTests(Provider.SqlServer);
#endif
