using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>kill -9 between the statements of an erasure.</summary>
public abstract class KilledErasureTests(Provider provider)
{
    private const int StatementsBetweenKills = 9;

    [Fact]
    public async Task EndInTheTablesOfAnUndisturbedOne()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 8, AssignmentsPerCourse = 4 });
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(canvas, store);
        await using var undisturbed = await StartAsync(canvas, undisturbedStore);
        var person = await host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.Score != null).Select(row => row.UserId!.Value).FirstAsync());
        var before = await host.AllRowsAsync();
        (await EraseAsync(undisturbed, person)).DeletedRows.Should().BePositive();
        var kills = 0;
        for (; kills < 8; kills++)
        {
            await using var child = CrashChild.Start(canvas, store);
            await child.SyncAsync(FormattableString.Invariant($"erase {person} {kills * StatementsBetweenKills}"));
            if (await child.UntilAsync(line => line == "statement") is null)
            {
                break;
            }

            await child.KillAsync();
            (await host.AllRowsAsync()).ShouldBeTheRows(before, $"killed after {kills * StatementsBetweenKills} statements: nothing is erased in part");
        }

        await EraseAsync(host, person);

        kills.Should().BeGreaterThan(3);
        (await host.AllRowsAsync()).ShouldBeTheRows(await undisturbed.AllRowsAsync(), $"{kills} erasures were killed");
    }

    private static async Task<SyncHost> StartAsync(CanvasSimulator canvas, TestStore store)
    {
        var host = await SyncHost.StartAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
        return host;
    }

    private static async Task<PersonErasure> EraseAsync(SyncHost host, long person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IPersonalData>().ErasePersonAsync(person);
    }
}

public sealed class KilledErasureOnSqliteShould() : KilledErasureTests(Provider.Sqlite);

public sealed class KilledErasureOnPostgreSqlShould() : KilledErasureTests(Provider.PostgreSql);
