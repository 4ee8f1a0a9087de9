using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>The way from plain tables to tables that are split by course, on PostgreSQL.</summary>
public sealed class SplitTablesShould
{
    private const int Partitions = 4;
    private static readonly int Kills = LongRuns.Count(3, 30);
    private static readonly PortalMigrations Split = PortalMigrations.Rebuilding with { Partitions = Partitions };

    private static readonly string[] Tables = ["CanvasArchivedGradeHistory", "CanvasArchivedScoreHistory", "CanvasAssignmentScoreHistory", "CanvasGradeHistory", "CanvasSubmission"];

    [Fact]
    public async Task KeepEveryRowAndGoOnWithTheNextIds()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await FilledAsync(store);
        await host.ExecuteAsync("CREATE UNIQUE INDEX one_of_the_host ON \"CanvasSubmission\" (\"Id\" DESC, \"UserId\") WITH (fillfactor = 80)");
        var before = await RowsAsync(host);

        var plan = await host.PlanAsync();
        plan.Steps.Should().ContainSingle(step => step.Kind == MigrationStepKind.Transform && step.Name == "canvas-data-course-partitions");
        var report = await host.MigrateAsync(new MigrationOptions { BatchRows = 50 });

        report.Outcome.Should().Be(MigrationOutcome.Migrated, string.Join('\n', report.Problems));
        (await RowsAsync(host)).Should().Equal(before);
        (await host.TextsAsync("SELECT relname FROM pg_class WHERE relkind = 'p' ORDER BY relname")).Should().Equal(Tables);
        (await host.TextsAsync("SELECT DISTINCT tableoid::regclass::text FROM \"CanvasSubmission\"")).Should().HaveCount(Partitions);
        (await host.TextsAsync("SELECT indexdef FROM pg_indexes WHERE tablename = 'CanvasSubmission' AND indexdef LIKE 'CREATE UNIQUE%' ORDER BY 1")).Should().HaveCount(3)
            .And.OnlyContain(definition => definition.Contains(", \"CourseId\")", StringComparison.Ordinal))
            .And.ContainSingle(definition => definition.EndsWith("(\"Id\" DESC, \"UserId\", \"CourseId\") WITH (fillfactor='80')", StringComparison.Ordinal));
        (await host.TextsAsync("SELECT DISTINCT reloptions::text FROM pg_class WHERE relname LIKE 'CanvasSubmission\\_p%' AND relkind = 'r'")).Should().Equal("{fillfactor=50}");

        // EF Core, too, gets its ids from the sequence that the table had.
        var added = await host.UseAsync(async context =>
        {
            var row = new CanvasGradeHistory { EnrollmentId = 1, CourseId = 3, UserId = 1, RecordedAt = DateTime.UtcNow, Change = HistoryChange.Changed };
            context.Add(row);
            await context.SaveChangesAsync();
            return row.Id;
        });
        added.Should().BeGreaterThan(long.Parse((await host.TextsAsync("SELECT max(\"Id\") FROM \"CanvasGradeHistory\" WHERE \"EnrollmentId\" <> 1")).Single(), CultureInfo.InvariantCulture));
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.UpToDate);
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Fact]
    public async Task BeResumedByTheNextStartAfterAKill()
    {
        var (statements, definitions, rows) = await UndisturbedAsync();
        var step = Math.Max(1, statements / Kills);
        for (var at = step; at <= statements; at += step)
        {
            using var store = await TestStore.CreateAsync(Provider.PostgreSql);
            await using var host = await FilledAsync(store);
            await using (var child = MigratingChild.Start(store, at, partitions: Partitions))
            {
                (await child.UntilAsync("holding")).Should().NotBeNull($"there are {statements} statements");
                await child.KillAsync();
            }

            (await host.MigrateAsync(new MigrationOptions { BatchRows = 20 })).Outcome.Should().BeOneOf(MigrationOutcome.Migrated, MigrationOutcome.UpToDate);
            (await host.DefinitionsAsync()).Should().Equal(definitions, "killed before statement {0} of {1}", at, statements);
            (await RowsAsync(host)).Should().Equal(rows, "killed before statement {0} of {1}", at, statements);
            await Portal.ShouldLeaveNothingAsync(host, store);
        }
    }

    [Fact]
    public async Task TakeOverWhatIsWrittenMeanwhile()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await FilledAsync(store);
        var writes = 0;

        await host.MigrateAsync(new MigrationOptions { BatchRows = 50, Validate = false }, new Told(progress =>
        {
            // The first ids are copied by then.
            if (progress is { Step.Kind: MigrationStepKind.Transform, Rows: > 0 } && progress.Step.Name != nameof(FillSections))
            {
                writes++;
                host.ExecuteAsync("UPDATE \"CanvasSubmission\" SET \"Grade\" = 'late' WHERE \"Id\" = 1").GetAwaiter().GetResult();
            }
        }));

        writes.Should().BePositive();
        (await host.TextsAsync("SELECT \"Grade\" FROM \"CanvasSubmission\" WHERE \"Id\" = 1")).Should().Equal("late");
    }

    [Fact]
    public async Task RefuseATableThatOthersReferTo()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await FilledAsync(store);
        await host.ExecuteAsync("CREATE TABLE appeal (submission bigint REFERENCES \"CanvasSubmission\" (\"Id\"))");
        var before = await RowsAsync(host);

        var migrate = () => host.MigrateAsync();

        (await migrate.Should().ThrowAsync<MigrationFailedException>()).WithMessage("*\"CanvasSubmission\" cannot be split by course: other tables refer to it by a foreign key*");
        (await RowsAsync(host)).Should().Equal(before);
        (await host.TextsAsync("SELECT relname FROM pg_class WHERE relkind = 'p' OR relname LIKE '%\\_\\_split'")).Should().BeEmpty("a run that fails is undone");
    }

    private static async Task<(int Statements, List<string> Definitions, List<string> Rows)> UndisturbedAsync()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await FilledAsync(store);
        await using var child = MigratingChild.Start(store, partitions: Partitions);
        var ended = await child.UntilAsync("ended");
        ended.Should().Contain(nameof(MigrationOutcome.Migrated));
        return (int.Parse(ended!.Split(' ')[1], CultureInfo.InvariantCulture), await host.DefinitionsAsync(), await RowsAsync(host));
    }

    private static async Task<MigratingHost> FilledAsync(TestStore store)
    {
        var host = await Portal.VisitedAsync(store, Split);
        await host.ExecuteAsync(
            """
            INSERT INTO "CanvasSubmission" ("Id", "CourseId", "AssignmentId", "UserId", "Score", "RowHash", "FirstSyncedAt", "SyncedAt")
            SELECT n, n % 23, n % 40, n, n / 7.0, n, now(), now() FROM generate_series(1, 300) n
            """,
            """
            INSERT INTO "CanvasGradeHistory" ("EnrollmentId", "CourseId", "UserId", "RecordedAt", "Change")
            SELECT n, n % 23, n, now(), 'changed' FROM generate_series(2, 120) n
            """);
        return host;
    }

    private static async Task<List<string>> RowsAsync(MigratingHost host)
    {
        var rows = new List<string>();
        foreach (var table in Tables)
        {
            rows.AddRange(await host.TextsAsync($"SELECT \"Id\" || ' ' || \"CourseId\" || ' ' || \"UserId\" FROM \"{table}\" ORDER BY \"Id\""));
        }

        return rows;
    }
}
