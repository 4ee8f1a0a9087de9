using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>Migrations of a portal with tables of its own, on real databases.</summary>
public class MigrationHelperShould
{
    private static readonly PortalMigrations Rebuilding = PortalMigrations.Rebuilding;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task PlanWithoutWriting(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding);
        var before = await host.DefinitionsAsync();

        var plan = await host.PlanAsync();

        plan.IsUpToDate.Should().BeFalse();
        plan.Steps.Select(step => step.Kind).Should().Equal(
            MigrationStepKind.Lock, MigrationStepKind.Inspect, MigrationStepKind.BackUp, MigrationStepKind.Migrate, MigrationStepKind.Migrate, MigrationStepKind.Transform, MigrationStepKind.Validate, MigrationStepKind.Finish);
        plan.Migrations.Select(migration => (migration.Id, migration.IsAtomic)).Should().Equal(("20261201000000_UpdateCanvas", true), ("20261202000000_RebuildVisits", false));
        plan.Tables.Should().ContainSingle(table => table.Table.Name == "Visit").Which.EstimatedRows.Should().Be(100);
        plan.Script.Should().Contain("-- 20261202000000_RebuildVisits").And.Contain("\"Section\"");
        plan.Locks.Should().BeEmpty();
        (plan.LacksMigration, plan.BrokenOff).Should().Be((false, null));
        JsonSerializer.Deserialize<MigrationPlan>(JsonSerializer.Serialize(plan))!.Migrations.Should().HaveCount(2);
        (await host.DefinitionsAsync()).Should().Equal(before);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task MigrateTransformAndReport(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding);
        var heard = new List<MigrationProgress>();

        var report = await host.MigrateAsync(new MigrationOptions { BatchRows = 30 }, new Told(heard.Add));

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        report.Problems.Should().BeEmpty();
        report.Tables.Should().ContainSingle(table => table.Table.Name == "Visit").Which.Should().Match<TableComparison>(table => table.RowsBefore == 100 && table.RowsAfter == 100 && table.MayChange);
        report.Steps.Single(step => step.Step.Kind == MigrationStepKind.Transform).Rows.Should().Be(100);
        heard.Where(progress => progress.Step.Kind == MigrationStepKind.Transform).Select(progress => progress.Rows).Should().Equal(null, 30L, 60L, 90L, 100L, 100L);
        report.Backup.Should().BeNull();
        JsonSerializer.Deserialize<MigrationReport>(JsonSerializer.Serialize(report))!.Steps.Should().HaveSameCount(report.Steps);
        (await host.TextsAsync("SELECT DISTINCT \"Section\" FROM \"Visit\"")).Should().Equal("/pa");
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.UpToDate);
        (await host.PlanAsync()).IsUpToDate.Should().BeTrue();
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task MakeTheTablesOfANewDatabase(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        using var otherStore = await TestStore.CreateAsync(provider);
        await using var host = MigratingHost.Create(store, Rebuilding);
        await using var other = MigratingHost.Create(otherStore, Rebuilding);

        (await host.PlanAsync()).Migrations.Should().HaveCount(4);
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);

        await other.UseAsync(async context =>
        {
            await context.Database.MigrateAsync();
            return true;
        });
        (await host.DefinitionsAsync()).Should().Equal(await other.DefinitionsAsync(), "EF Core makes the same tables");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RestoreTheTablesWhenAMigrationLosesRows(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding.And<LoseRows>());
        var (definitions, rows) = (await host.DefinitionsAsync(), await Portal.RowsAsync(host));

        var failure = (await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Message.Should().Contain("CanvasTag").And.Contain("3 rows").And.Contain("The backup was restored").And.Contain("ChangedTables");
        failure.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
        failure.Report.Problems.Should().ContainSingle();
        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await Portal.RowsAsync(host)).Should().Equal(rows);
        (await host.PlanAsync()).Migrations.Should().HaveCount(3);
        await Portal.ShouldLeaveNothingAsync(host, store);
        (await host.MigrateAsync(new MigrationOptions { ChangedTables = ["canvastag"] })).Outcome.Should().Be(MigrationOutcome.Migrated, "the host says that the rows may go");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NameWhatARestoreLeaves(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding.And<WriteOutsideTheModel>().And<FailLater>());
        await host.ExecuteAsync("CREATE TABLE ledger (x int)", "CREATE TABLE quiet (x int)", "INSERT INTO quiet VALUES (1)");
        if (provider == Provider.PostgreSql)
        {
            // Otherwise the server may count the row when the migration has begun.
            await host.ExecuteAsync("SELECT pg_stat_force_next_flush()");
        }

        var failure = (await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
        if (provider == Provider.Sqlite)
        {
            failure.Report.Remains.Should().BeEmpty("the backup holds the whole file");
            (await host.TextsAsync("SELECT count(*) FROM ledger")).Should().Equal("0");
            return;
        }

        failure.Report.Remains.Should().Equal("rows written to public.ledger", "the table public.made_by_sql");
        failure.Message.Should().Contain("The backup was restored. It does not hold, and these stay: rows written to public.ledger, the table public.made_by_sql.");
        (await host.TextsAsync("SELECT x FROM ledger UNION ALL SELECT x FROM made_by_sql")).Should().Equal("1", "2");
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Theory]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, false)]
    public async Task UndoARunWhoseLastMigrationFails(Provider provider, bool backup)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding.And<Fail>());
        var (definitions, rows) = (await host.DefinitionsAsync(), await Portal.RowsAsync(host));

        var failure = (await host.Awaiting(portal => portal.MigrateAsync(new MigrationOptions { BackUp = backup })).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Message.Should().Contain("20261203000000_Fail");
        failure.Report.Outcome.Should().Be(backup ? MigrationOutcome.RolledBack : MigrationOutcome.Stopped);
        (await host.PlanAsync()).Migrations.Should().HaveCount(backup ? 3 : 1);
        if (backup)
        {
            (await host.DefinitionsAsync()).Should().Equal(definitions);
            (await Portal.RowsAsync(host)).Should().Equal(rows);
        }

        await using var mended = MigratingHost.Create(store, Rebuilding, builder => builder.AddDataTransformation<FillSections>());
        (await mended.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);
        (await mended.TextsAsync("SELECT DISTINCT \"Section\" FROM \"Visit\"")).Should().Equal("/pa");
        await Portal.ShouldLeaveNothingAsync(mended, store);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task UndoARunThatIsCancelled(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding);
        var definitions = await host.DefinitionsAsync();
        using var cancellation = new CancellationTokenSource();

        await host.Awaiting(portal => portal.MigrateAsync(new MigrationOptions { BatchRows = 10 }, new Told(progress =>
        {
            if (progress.Rows == 50)
            {
                cancellation.Cancel();
            }
        }), cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);
        (await host.TextsAsync("SELECT DISTINCT \"Section\" FROM \"Visit\"")).Should().Equal("/pa");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RestoreABackupThatWasKept(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, Rebuilding);
        var (definitions, rows) = (await host.DefinitionsAsync(), await Portal.RowsAsync(host));

        var report = await host.MigrateAsync(new MigrationOptions { KeepBackup = true });

        report.Backup.Should().NotBeNull();
        (await host.HelpAsync(helper => helper.RestoreAsync())).Outcome.Should().Be(MigrationOutcome.RolledBack);
        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await Portal.RowsAsync(host)).Should().Equal(rows);
        await host.Awaiting(portal => portal.HelpAsync(helper => helper.RestoreAsync())).Should().ThrowAsync<InvalidStateException>();
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Fact]
    public async Task RestoreSequencesForeignKeysAndRightsOnPostgreSql()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, Rebuilding.And<LoseRows>());
        await host.ExecuteAsync(
            "CREATE ROLE reader_of_tags",
            "GRANT SELECT ON \"CanvasTag\" TO reader_of_tags",
            "CREATE TABLE watched (id serial PRIMARY KEY, tag bigint REFERENCES \"CanvasTag\" (\"Id\") ON DELETE SET NULL)",
            "ALTER TABLE \"CanvasTag\" ADD COLUMN number serial",
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER noting BEFORE INSERT ON \"CanvasTag\" FOR EACH ROW EXECUTE FUNCTION note()");
        const string Rights = "SELECT relacl::text FROM pg_class WHERE relname = 'CanvasTag'";
        const string Triggers = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal";
        var (definitions, rights, triggers) = (await host.DefinitionsAsync(), await host.TextsAsync(Rights), await host.TextsAsync(Triggers));

        await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>();

        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await host.TextsAsync(Rights)).Should().Equal(rights);
        (await host.TextsAsync(Triggers)).Should().Equal(triggers);
        await host.ExecuteAsync("INSERT INTO \"CanvasTag\" (\"Name\", \"NormalizedName\", \"CreatedAt\") VALUES ('new', 'NEW', now())");
        (await host.TextsAsync("SELECT \"Id\" || ' ' || number FROM \"CanvasTag\" ORDER BY \"Id\" DESC LIMIT 1")).Should().Equal("6 6");
    }

    [Fact]
    public async Task RefuseTablesThatItsBackupOnPostgreSqlCannotCopy()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, Rebuilding);
        await host.ExecuteAsync("CREATE VIEW long_visits AS SELECT * FROM \"Visit\" WHERE \"Seconds\" > 60");

        var failure = (await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Message.Should().Contain("\"Visit\", on which a view or rule depends").And.Contain("AddMigrationBackup").And.Contain("Nothing was changed");
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task UseABackupOfTheHost(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var backup = new HostBackup();
        await using var host = await Portal.VisitedAsync(store, Rebuilding.And<LoseRows>(), builder => builder.Services.AddScoped<IMigrationBackup>(_ => backup));

        await host.Awaiting(portal => portal.MigrateAsync(new MigrationOptions { BackupName = "unknown" })).Should().ThrowAsync<CanvasOperationsException>().WithMessage("*unknown*");
        var failure = (await host.Awaiting(portal => portal.MigrateAsync(new MigrationOptions { BackupName = "host" })).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
        backup.Calls.Should().Equal("back up", "restore", "delete");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ExplainWhatDoesNotGo(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var lacking = MigratingHost.Create(store, Rebuilding with { HasSnapshot = false });
        await using var created = MigratingHost.Create(store, Rebuilding);
        await using var transforming = MigratingHost.Create(store, PortalMigrations.Current, builder => builder.AddDataTransformation<FillSections>());

        (await lacking.PlanAsync()).LacksMigration.Should().BeTrue();
        await lacking.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*dotnet ef migrations add*");
        await transforming.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<InvalidArgumentException>().WithMessage("*fill-sections*RebuildVisits*");
        await created.Awaiting(portal => portal.MigrateAsync(new MigrationOptions { BatchRows = 0 })).Should().ThrowAsync<InvalidArgumentException>().WithMessage("*BatchRows*");
        await created.UseAsync(context => context.Database.EnsureCreatedAsync());
        await created.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>().WithMessage("*EnsureCreated*");
    }

    [Fact]
    public async Task AskForThePackageOfTheDatabase()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = MigratingHost.Create(store, PortalMigrations.Current);

        await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*UseSqliteMigrations*");
    }

    /// <summary>Deletes rows through a trigger, which the text of the migration does not name.</summary>
    [Migration("20261203000000_LoseRows")]
    private sealed class LoseRows : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>("Color2", "CanvasTag", nullable: true);
            migrationBuilder.Sql("INSERT INTO lever VALUES (1)");
        }
    }

    [Migration("20261203000000_Fail")]
    private sealed class Fail : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>("Color2", "CanvasTag", nullable: true);
            migrationBuilder.Sql("SELECT * FROM not_there");
        }
    }

    [Migration("20261203000000_WriteOutsideTheModel")]
    private sealed class WriteOutsideTheModel : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>("Color2", "CanvasTag", nullable: true);
            migrationBuilder.Sql("CREATE TABLE made_by_sql (x int)");
            migrationBuilder.Sql("INSERT INTO made_by_sql VALUES (2)");
            migrationBuilder.Sql("INSERT INTO ledger VALUES (1)");
        }
    }

    [Migration("20261204000000_FailLater")]
    private sealed class FailLater : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT * FROM not_there");
    }

    private sealed class HostBackup : IMigrationBackup
    {
        public List<string> Calls { get; } = [];

        public string Name => "host";

        public bool Serves(DbContext context) => false;

        public string PlaceOf(DbContext context, MigrationBackupRequest request) => "a tape";

        public Task BackUpAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
        {
            Calls.Add("back up");
            return Task.CompletedTask;
        }

        public Task RestoreAsync(DbContext context, MigrationBackupRequest request, Func<CancellationToken, Task> complete, CancellationToken cancellationToken)
        {
            Calls.Add("restore");
            return complete(cancellationToken);
        }

        public Task DeleteAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
        {
            Calls.Add("delete");
            return Task.CompletedTask;
        }
    }
}
