using System.Globalization;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>
/// kill -9 before statements of a migration, each time on a new database: migrations in one transaction and in several, a backup, a
/// transformation in batches. Long runs kill more often on each database.
/// </summary>
public abstract class KilledMigrationTests(Provider provider)
{
    private static readonly int Kills = LongRuns.Count(5, 30);

    [Fact]
    public async Task BeResumedOrUndoneByTheNextStart()
    {
        var (statements, definitions) = await UndisturbedAsync();
        var step = Math.Max(1, statements / Kills);
        var recoveries = new List<string>();
        for (var at = step; at <= statements; at += step)
        {
            using var store = await TestStore.CreateAsync(provider);
            await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
            await using (var child = MigratingChild.Start(store, at))
            {
                (await child.UntilAsync("holding")).Should().NotBeNull($"there are {statements} statements");
                await child.KillAsync();
            }

            var plan = await host.PlanAsync();
            var report = await host.MigrateAsync(new MigrationOptions { BatchRows = 20 });

            report.Outcome.Should().BeOneOf(MigrationOutcome.Migrated, MigrationOutcome.UpToDate);
            report.Recovery.Should().Be(plan.BrokenOff, "the plan says what the run does (killed before statement {0})", at);
            recoveries.Add(report.Recovery ?? "");
            (await host.DefinitionsAsync()).Should().Equal(definitions, "killed before statement {0}", at);
            (await host.TextsAsync("SELECT \"Section\", COUNT(*) FROM \"Visit\" GROUP BY \"Section\"")).Should().Equal(["/pa"], "no batch is lost or done twice (killed before statement {0})", at);
            await Portal.ShouldLeaveNothingAsync(host, store);
        }

        recoveries.Should().Contain(text => text.Contains("goes on where it was", StringComparison.Ordinal));
        if (step == 1)
        {
            recoveries.Should().Contain(text => text.Contains("before it changed anything", StringComparison.Ordinal)).And.Contain(text => text.Contains("its backup is restored", StringComparison.Ordinal));
        }
    }

    private async Task<(int Statements, List<string> Definitions)> UndisturbedAsync()
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        await using var child = MigratingChild.Start(store);
        var ended = await child.UntilAsync("ended");
        ended.Should().Contain(nameof(MigrationOutcome.Migrated));
        return (int.Parse(ended!.Split(' ')[1], CultureInfo.InvariantCulture), await host.DefinitionsAsync());
    }
}

public sealed class KilledMigrationOnSqliteShould() : KilledMigrationTests(Provider.Sqlite);

public sealed class KilledMigrationOnPostgreSqlShould() : KilledMigrationTests(Provider.PostgreSql);
