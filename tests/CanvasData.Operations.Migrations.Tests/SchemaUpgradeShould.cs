using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>
/// A database that the build of schema version 5 has made, with many submissions, goes to this version by one call.
/// Long runs have ten times as many.
/// </summary>
public class SchemaUpgradeShould
{
    private static readonly int Rows = LongRuns.Count(100_000, 1_000_000);

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BringTheTablesOfVersion5ToThisVersion(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store);

        var report = await host.MigrateAsync();

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        report.Tables.Should().Contain(table => table.Table.Name == "CanvasSubmission" && table.RowsBefore == Rows).And.OnlyContain(table => table.RowsAfter == table.RowsBefore && table.IsSameContent == true && !table.MayChange);
        report.Findings.Where(finding => finding.After != finding.Before).Should().BeEmpty();
        (await host.UseAsync(context => context.Set<CanvasInstance>().Select(row => row.SchemaVersion).SingleAsync())).Should().Be(CanvasSchema.Version);
        using var freshStore = await TestStore.CreateAsync(provider);
        await using var fresh = MigratingHost.Create(freshStore, PortalMigrations.Current);
        await fresh.UseAsync(context => context.Database.EnsureCreatedAsync());
        (await CanvasOnlyAsync(host)).Should().Equal(await CanvasOnlyAsync(fresh), "the upgraded tables are those of a new database");
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    // SQLite keeps the statement of a table as text, and adds a column to it in its own way of spacing.
    private static async Task<List<string>> CanvasOnlyAsync(MigratingHost host) =>
        [.. (await host.DefinitionsAsync()).Where(line => line.Contains("Canvas", StringComparison.Ordinal)).Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("; ", " ", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal).Replace(" ,", ",", StringComparison.Ordinal))];

    // As many assignments as students: one submission of each student to each assignment.
    private static async Task<MigratingHost> FilledAsync(TestStore store)
    {
        const int Students = 500;
        await using (var old = MigratingHost.Create(store, PortalMigrations.Version5))
        {
            await old.UseAsync(async context =>
            {
                await context.Database.MigrateAsync();
                return true;
            });
            var isSqlite = store.Provider == Provider.Sqlite;
            string Numbers(int count) => isSqlite ? $"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})" : $"WITH n AS (SELECT i FROM generate_series(0, {count - 1}) i)";
            await FillAsync(old, "CanvasInstance", Numbers(1), ("Id", "1"), ("Address", "'https://canvas.example'"), ("SchemaVersion", "5"));
            await FillAsync(old, "CanvasCourse", Numbers(1), ("Id", "1"), ("WorkflowState", "'available'"));
            await FillAsync(old, "CanvasUser", Numbers(Students), ("Id", "i + 1"), ("LoginId", "'USER' || i"), ("LoginKey", "'user' || i"));
            await FillAsync(old, "CanvasAssignment", Numbers(Math.Max(1, Rows / Students)), ("Id", "i + 1"), ("CourseId", "1"));
            await FillAsync(old, "CanvasSubmission", Numbers(Rows), ("Id", "i + 1"), ("CourseId", "1"), ("AssignmentId", $"i / {Students} + 1"), ("UserId", $"i % {Students} + 1"), ("Score", "i % 100"), ("Grade", "'grade ' || (i % 100)"));
        }

        return MigratingHost.Create(store, PortalMigrations.Current);
    }

    // Columns that are not given are null, or of the emptiest value that they take.
    private static Task FillAsync(MigratingHost host, string table, string numbers, params (string Column, string Value)[] values) => host.UseAsync(async context =>
    {
        var required = context.Model.GetEntityTypes().Single(type => type.GetTableName() == table).GetProperties().Where(property => !property.IsNullable).ToList();
        var columns = values.Select(value => value.Column).ToList();
        var all = values.Concat(required.Where(property => !columns.Contains(property.Name)).Select(property => (Column: property.Name, Value: Emptiest(context, property.ClrType)))).ToList();
        var insert = $"{(context.Database.IsSqlite() ? "" : numbers)} INSERT INTO \"{table}\" ({string.Join(", ", all.Select(value => $"\"{value.Column}\""))}) {(context.Database.IsSqlite() ? numbers : "")} SELECT {string.Join(", ", all.Select(value => value.Value))} FROM n";
        await context.Database.ExecuteSqlRawAsync(insert);
        return true;
    });

    private static string Emptiest(DbContext context, Type type) => type switch
    {
        _ when type == typeof(string) => "''",
        _ when type == typeof(bool) => context.Database.IsSqlite() ? "0" : "false",
        _ when type == typeof(DateTime) => "'2026-01-01 00:00:00'",
        _ => "0",
    };
}
