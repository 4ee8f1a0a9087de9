using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Testing;

/// <summary>
/// Splits the tables of a database by course. What reads and writes them sees no difference, so the context of a test stays as it is.
/// <c>CANVASDATA_TEST_SPLIT=1</c> splits the tables of every host that syncs into PostgreSQL.
/// </summary>
public static class SplitTables
{
    private const int Partitions = 4;

    private static readonly bool IsWanted = Environment.GetEnvironmentVariable("CANVASDATA_TEST_SPLIT") == "1";

    /// <summary>Splits them, when the environment says so.</summary>
    public static Task SplitIfWantedAsync(this TestStore store) => IsWanted && store.Provider == Provider.PostgreSql ? store.SplitAsync() : Task.CompletedTask;

    /// <summary>Splits them; only in a database on PostgreSQL.</summary>
    public static async Task SplitAsync(this TestStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var context = new SplitContext(store.Configure(new DbContextOptionsBuilder()).Options);
        await context.Database.SplitCanvasDataAsync();
    }

    private sealed class SplitContext(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(coursePartitions: Partitions);
    }
}
