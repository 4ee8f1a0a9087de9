using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>A portal of version 5 with some rows, and what there is of it afterwards.</summary>
internal static class Portal
{
    /// <summary>Makes the database with the migrations of version 5, and a host with those that are asked for.</summary>
    public static async Task<MigratingHost> VisitedAsync(TestStore store, PortalMigrations migrations, Action<CanvasOperationsBuilder>? configure = null)
    {
        await using (var old = MigratingHost.Create(store, PortalMigrations.Version5))
        {
            await old.UseAsync(async context =>
            {
                await context.Database.MigrateAsync();
                context.AddRange(Enumerable.Range(1, 100).Select(id => new Visit { Id = id, Page = $"/page/{id % 7}", Seconds = id }));
                context.AddRange(Enumerable.Range(1, 5).Select(id => new CanvasTag { Name = $"tag {id}", NormalizedName = $"TAG {id}" }));
                return await context.SaveChangesAsync();
            });
        }

        return await LeverAsync(MigratingHost.Create(store, migrations, builder =>
        {
            if (migrations.All.Contains(typeof(RebuildVisits)))
            {
                builder.AddDataTransformation<FillSections>();
            }

            configure?.Invoke(builder);
        }));
    }

    // An insert into the table deletes tags.
    private static async Task<MigratingHost> LeverAsync(MigratingHost host)
    {
        await host.ExecuteAsync("CREATE TABLE lever (x int)");
        await host.ExecuteAsync(await host.UseAsync(context => Task.FromResult(context.Database.IsSqlite()))
            ? ["CREATE TRIGGER pull AFTER INSERT ON lever BEGIN DELETE FROM CanvasTag WHERE Id > 3; END"]
            : ["CREATE FUNCTION pull() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM \"CanvasTag\" WHERE \"Id\" > 3; RETURN NEW; END'", "CREATE TRIGGER pull AFTER INSERT ON lever FOR EACH ROW EXECUTE FUNCTION pull()"]);
        return host;
    }

    public static async Task<List<string>> RowsAsync(MigratingHost host) =>
    [
        .. await host.TextsAsync("SELECT \"Id\" || ' ' || \"Page\" || ' ' || \"Seconds\" FROM \"Visit\" ORDER BY \"Id\""),
        .. await host.TextsAsync("SELECT \"Id\" || ' ' || \"Name\" FROM \"CanvasTag\" ORDER BY \"Id\""),
        .. await host.TextsAsync("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1"),
    ];

    /// <summary>No lock and no backup is left.</summary>
    public static async Task ShouldLeaveNothingAsync(MigratingHost host, TestStore store)
    {
        (await host.PlanAsync()).Locks.Should().BeEmpty();
        if (store.Provider == Provider.PostgreSql)
        {
            (await host.TextsAsync("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'canvasdata%'")).Should().BeEmpty();
            return;
        }

        var path = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(store.ConnectionString).DataSource;
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.backup*").Should().BeEmpty();
        (await host.TextsAsync("SELECT COUNT(*) FROM __EFMigrationsLock")).Should().Equal("0");
    }
}

/// <summary>Hears the progress in the order of the steps.</summary>
internal sealed class Told(Action<MigrationProgress> hear) : IProgress<MigrationProgress>
{
    public void Report(MigrationProgress value) => hear(value);
}
