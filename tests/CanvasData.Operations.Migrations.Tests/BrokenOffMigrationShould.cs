using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>Runs that are retried, resumed by a newer program, or meet a backup that fails.</summary>
public class BrokenOffMigrationShould
{
    [Fact]
    public async Task WriteTheValuesOfARetriedBatchOnce()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var doubling = new DoubleSeconds();
        await using var old = await Portal.VisitedAsync(store, PortalMigrations.Current);
        await using var host = MigratingHost.Create(
            store, PortalMigrations.Current, builder => builder.Services.AddScoped<IDataTransformation>(_ => doubling), options => options.UseNpgsql(npgsql => npgsql.EnableRetryOnFailure()));

        await host.MigrateAsync();

        doubling.Attempts.Should().Be(2);
        (await host.TextsAsync("SELECT sum(\"Seconds\") FROM \"Visit\"")).Should().Equal($"{2 * 5050}");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FinishTheStoredRunBeforeMigrationsThatANewerProgramAdds(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding.And<AddWatch>());
        await using (var child = MigratingChild.Start(store))
        {
            await child.UntilAsync("ended");
        }

        // The run as it is stored while its last batch is written.
        await host.ExecuteAsync("UPDATE \"__CanvasDataMigration\" SET \"Value\" = replace(\"Value\", '\"Phase\":3', '\"Phase\":1') WHERE \"Key\" = 'run'");

        var report = await host.MigrateAsync();

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        report.Steps.Select(step => step.Step.Kind).Should().Equal(
            MigrationStepKind.Lock, MigrationStepKind.Validate, MigrationStepKind.Finish, MigrationStepKind.Inspect, MigrationStepKind.BackUp, MigrationStepKind.Migrate, MigrationStepKind.Validate, MigrationStepKind.Finish);
        report.Tables.Should().ContainSingle(table => table.Table.Name == "CanvasTag");
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task StandWhenItsBackupCannotBeDeleted(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var backup = new StubbornBackup { Refuses = true };
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding, builder => builder.Services.AddScoped<IMigrationBackup>(_ => backup));

        var report = await host.MigrateAsync(new MigrationOptions { BackupName = backup.Name });

        (report.Outcome, report.Backup).Should().Be((MigrationOutcome.Migrated, "a tape"));
        backup.Restores.Should().Be(0);
        (await host.MigrateAsync()).Backup.Should().Be("a tape", "it still cannot be deleted");
        backup.Refuses = false;
        (await host.MigrateAsync()).Backup.Should().BeNull();
        backup.Deletions.Should().Be(3);
    }

    [Fact]
    public async Task NotBeBlockedByABackupThatIsNoLongerRegistered()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var backup = new StubbornBackup();
        await using var before = await Portal.VisitedAsync(store, PortalMigrations.Current, builder => builder.Services.AddScoped<IMigrationBackup>(_ => backup));
        await before.MigrateAsync(new MigrationOptions { BackupName = backup.Name });
        await using var host = MigratingHost.Create(store, PortalMigrations.Rebuilding);

        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RestoreTheVersionOfTheTables(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        await host.ExecuteAsync("INSERT INTO \"CanvasInstance\" (\"Id\", \"Address\", \"SchemaVersion\", \"RegisteredAt\") VALUES (1, 'https://canvas.example', 5, '2026-01-01 00:00:00')");
        await host.MigrateAsync(new MigrationOptions { KeepBackup = true });

        await host.HelpAsync(helper => helper.RestoreAsync());

        (await host.TextsAsync("SELECT \"SchemaVersion\" FROM \"CanvasInstance\"")).Should().Equal("5");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SeedTablesThatItHasValidated(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var old = await Portal.VisitedAsync(store, PortalMigrations.Current);
        await using var host = MigratingHost.Create(store, PortalMigrations.Current.And<AddWatch>(), options: options => options.UseAsyncSeeding(async (context, _, token) =>
        {
            context.Add(new CanvasTag { Name = "seed", NormalizedName = "SEED" });
            await context.SaveChangesAsync(token);
        }));

        (await host.PlanAsync()).Steps.Select(step => step.Kind).Should().EndWith([MigrationStepKind.Validate, MigrationStepKind.Seed, MigrationStepKind.Finish]);
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);

        (await host.TextsAsync("SELECT \"Name\" FROM \"CanvasTag\" WHERE \"Name\" = 'seed'")).Should().Equal("seed");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task UndoAFirstRunOnADatabaseWithoutHistory(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = MigratingHost.Create(store, PortalMigrations.Version5.And<FailingRebuild>());

        var failure = (await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
    }

    [Theory]
    [InlineData("CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("UPDATE \"CanvasTag\" SET \"Name\" = \"Name\"; DO $$ BEGIN END $$")]
    [InlineData(null)]
    public async Task RefuseWhatTheBackupOnPostgreSqlCannotUndo(string? sql)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Current);
        await using var sequencing = MigratingHost.Create(store, PortalMigrations.Current.And<AddObjects>());
        var definitions = await host.DefinitionsAsync();
        AddObjects.Sql.Value = sql;

        await sequencing.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>().WithMessage("*cannot undo*AddMigrationBackup*");

        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await sequencing.MigrateAsync(new MigrationOptions { BackUp = false })).Outcome.Should().Be(MigrationOutcome.Migrated);
    }

    [Fact]
    public async Task KeepForeignKeysOnAndTheBackupPrivateOnSqlite()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding.And<FailingRebuild>());
        var keys = await host.TextsAsync("PRAGMA foreign_keys");
        var path = new SqliteConnectionStringBuilder(store.ConnectionString).DataSource;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await host.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>();
        (await host.TextsAsync("PRAGMA foreign_keys")).Should().Equal(keys).And.Equal("1");
        await using var mended = MigratingHost.Create(store, PortalMigrations.Rebuilding.And<AddWatch>(), builder => builder.AddDataTransformation<FillSections>());
        var report = await mended.MigrateAsync(new MigrationOptions { KeepBackup = true });

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(report.Backup!).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task SayThatARestoreIsBrokenOff()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var backup = new StubbornBackup { FailsToRestore = true };
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding, builder => builder.Services.AddScoped<IMigrationBackup>(_ => backup));
        await host.MigrateAsync(new MigrationOptions { BackupName = backup.Name, KeepBackup = true });

        var failure = (await host.Awaiting(portal => portal.HelpAsync(helper => helper.RestoreAsync())).Should().ThrowAsync<MigrationFailedException>()).Which;

        failure.Message.Should().Contain("broken off").And.NotContain("before it changed anything");
        failure.Report.Outcome.Should().Be(MigrationOutcome.Stopped);
    }

    [Migration("20261205000000_AddWatch")]
    private sealed class AddWatch : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("Watch", "CanvasTag", nullable: true);
    }

    [Migration("20261206000000_FailingRebuild")]
    private sealed class FailingRebuild : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            if (migrationBuilder.IsSqlite())
            {
                migrationBuilder.Sql("PRAGMA foreign_keys = 0", suppressTransaction: true);
            }

            migrationBuilder.Sql("SELECT * FROM not_there");
        }
    }

    [Migration("20261207000000_AddObjects")]
    private sealed class AddObjects : Migration
    {
        public static AsyncLocal<string?> Sql { get; } = new();

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            if (Sql.Value is { } sql)
            {
                migrationBuilder.Sql(sql);
            }
            else
            {
                migrationBuilder.CreateSequence<long>("numbers");
            }
        }
    }

    /// <summary>Loses its first attempt by a serialization failure.</summary>
    private sealed class DoubleSeconds : IDataTransformation
    {
        public int Attempts { get; private set; }

        public string Name => "double-seconds";

        public string After => "AddVisits";

        public IReadOnlyCollection<string> Tables => ["Visit"];

        public async Task<TransformedBatch> RunBatchAsync(DbContext context, string? cursor, int rows, CancellationToken cancellationToken)
        {
            var visits = await context.Set<Visit>().ToListAsync(cancellationToken);
            visits.ForEach(visit => visit.Seconds *= 2);
            await context.SaveChangesAsync(cancellationToken);
            if (++Attempts == 1)
            {
                await context.Database.ExecuteSqlRawAsync("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$", cancellationToken);
            }

            return new TransformedBatch(null, visits.Count);
        }
    }

    private sealed class StubbornBackup : IMigrationBackup
    {
        public bool Refuses { get; set; }

        public bool FailsToRestore { get; init; }

        public int Restores { get; private set; }

        public int Deletions { get; private set; }

        public string Name => "stubborn";

        public bool Serves(DbContext context) => false;

        public string PlaceOf(DbContext context, MigrationBackupRequest request) => "a tape";

        public Task BackUpAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RestoreAsync(DbContext context, MigrationBackupRequest request, Func<CancellationToken, Task> complete, CancellationToken cancellationToken)
        {
            Restores++;
            return FailsToRestore ? throw new IOException("The tape is torn.") : complete(cancellationToken);
        }

        public Task DeleteAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
        {
            Deletions++;
            return Refuses ? throw new IOException("The tape is read-only.") : Task.CompletedTask;
        }
    }
}
