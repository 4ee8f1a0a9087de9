using System.Data.Common;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>A full disk, a read-only file, a user without rights.</summary>
public class TroubledMigrationShould
{
    [Fact]
    public async Task SayThatTheFileIsReadOnly()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        var definitions = await host.DefinitionsAsync();
        using var readOnly = TestStore.Existing(Provider.Sqlite, new SqliteConnectionStringBuilder(store.ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ToString());
        await using var refused = MigratingHost.Create(readOnly, PortalMigrations.Current);

        (await refused.PlanAsync()).Migrations.Should().HaveCount(1, "a plan writes nothing");
        await refused.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>().WithMessage("*before it changed anything*read-only*must be writable*");

        (await host.DefinitionsAsync()).Should().Equal(definitions);
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SayWhichRightTheUserLacks(bool mayCreateTables)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        var role = $"portal_{Guid.NewGuid():N}";
        await host.ExecuteAsync($"CREATE ROLE {role} LOGIN", $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}");
        if (mayCreateTables)
        {
            await host.ExecuteAsync($"GRANT CREATE ON SCHEMA public TO {role}");
        }

        var (definitions, rows) = (await host.DefinitionsAsync(), await Portal.RowsAsync(host));
        using var limited = TestStore.Existing(Provider.PostgreSql, new NpgsqlConnectionStringBuilder(store.ConnectionString) { Username = role }.ToString());
        await using var refused = MigratingHost.Create(limited, PortalMigrations.Rebuilding, builder => builder.AddDataTransformation<FillSections>());

        await refused.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>().WithMessage("*lacks a right*owns the tables*");

        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await Portal.RowsAsync(host)).Should().Equal(rows);
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Fact]
    public async Task UndoEverythingWhenTheDiskIsFull()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        var (definitions, rows) = (await host.DefinitionsAsync(), await Portal.RowsAsync(host));
        await using var full = MigratingHost.Create(
            store, PortalMigrations.Rebuilding.And<NeedSpace>(), builder => builder.AddDataTransformation<FillSections>(), options => options.AddInterceptors(new SmallDisk()));

        var failure = (await full.Awaiting(portal => portal.MigrateAsync()).Should().ThrowAsync<MigrationFailedException>().WithMessage("*NeedSpace*the disk is full*The backup was restored*Free space*")).Which;

        failure.Report.Outcome.Should().Be(MigrationOutcome.RolledBack);
        (await host.DefinitionsAsync()).Should().Equal(definitions);
        (await Portal.RowsAsync(host)).Should().Equal(rows);
        await Portal.ShouldLeaveNothingAsync(host, store);
        (await host.MigrateAsync()).Outcome.Should().Be(MigrationOutcome.Migrated);
    }

    /// <summary>Lets the file grow by a hundred pages.</summary>
    private sealed class SmallDisk : DbConnectionInterceptor
    {
        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count";
            var pages = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            command.CommandText = $"PRAGMA max_page_count = {pages + 100}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [Migration("20261203000000_NeedSpace")]
    private sealed class NeedSpace : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("CREATE TABLE Big AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000) SELECT x, randomblob(1000) AS filler FROM n");
    }
}
