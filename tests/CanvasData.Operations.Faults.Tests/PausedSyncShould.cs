using System.Diagnostics;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>A process that is stopped for longer than its lease, and goes on when another one has done its work.</summary>
public sealed class PausedSyncShould
{
    private const int LeaseSeconds = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeFencedWhenItGoesOn(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 12, AssignmentsPerCourse = 6 });
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(Provider.Sqlite);
        await using var undisturbed = await SyncHost.StartAsync(canvas, undisturbedStore);
        await using var host = await HostAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        (await undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        await using var paused = CrashChild.Start(canvas, store, LeaseSeconds);
        await paused.SyncAsync();
        canvas.Faults.Add(Fault.Slow(TimeSpan.FromSeconds(LeaseSeconds)), "*/modules", count: 1);
        (await paused.UntilAsync(line => line.StartsWith("rowsFetched", StringComparison.Ordinal) && line.EndsWith(" submission", StringComparison.Ordinal))).Should().NotBeNull();
        paused.Stop();

        (await host.Bridge.SyncAllCoursesAsync()).Courses.Single().Outcome.Should().Be(CourseSyncOutcome.AlreadyRunning, "the stopped process lives, and so does its lease");
        canvas.School.Advance(TimeSpan.FromDays(7));
        await SyncUntilItSucceedsAsync(host);
        paused.Continue();

        (await paused.ToTheEndAsync()).Should().ContainSingle(line => line.StartsWith("courseEnded", StringComparison.Ordinal)).Which.Should().Contain("Fenced");
        (await undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        (await host.AllRowsAsync()).ShouldBeTheRows(await undisturbed.AllRowsAsync(), "the stopped process had fetched what was a week ago");
        await host.ShouldMirrorAsync(canvas.School, "after the stop");
    }

    // Its locks would hold up everyone: PostgreSQL ends the silent transaction.
    [Fact]
    public async Task HoldUpNoOtherProcessForLongInItsTransaction()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 150, AssignmentsPerCourse = 15 });
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await HostAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        canvas.School.Advance(TimeSpan.FromDays(2));
        await using var paused = CrashChild.Start(canvas, store, LeaseSeconds);
        await paused.SyncAsync(holdAt: "committing 0");
        (await paused.UntilAsync(line => line.StartsWith("committing", StringComparison.Ordinal))).Should().NotBeNull();
        paused.Stop();
        (await IsInTransactionAsync(store)).Should().BeTrue();
        canvas.School.Advance(TimeSpan.FromDays(2));

        await SyncUntilItSucceedsAsync(host);
        await paused.GoOnAsync();
        paused.Continue();

        (await paused.ToTheEndAsync()).Should().ContainSingle(line => line.StartsWith("courseEnded", StringComparison.Ordinal)).Which.Should().Contain("Fenced");
        await host.ShouldMirrorAsync(canvas.School, "after the stop");
    }

    private static Task<SyncHost> HostAsync(CanvasSimulator canvas, TestStore store) =>
        SyncHost.StartAsync(canvas, store, builder => builder.Services.Configure<CanvasOperationsOptions>(options => options.Sync.LeaseDuration = TimeSpan.FromSeconds(LeaseSeconds)));

    private static async Task SyncUntilItSucceedsAsync(SyncHost host)
    {
        var waiting = Stopwatch.StartNew();
        for (SyncReport report; !(report = await host.Bridge.SyncAllCoursesAsync()).SyncedAll(); await Task.Delay(200))
        {
            waiting.Elapsed.Should().BeLessThan(Patience, "{0}", report);
        }
    }

    private static async Task<bool> IsInTransactionAsync(TestStore store)
    {
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'";
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }
}
