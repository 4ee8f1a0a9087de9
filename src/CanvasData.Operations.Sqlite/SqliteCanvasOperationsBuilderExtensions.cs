using CanvasData.Operations.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the SQLite package.</summary>
public static class SqliteCanvasOperationsBuilderExtensions
{
    /// <summary>Writes contexts on SQLite through its native API. Contexts on other databases are left to other writers.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseSqliteBulkWriter(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBulkWriter<SqliteBulkWriter>();
    }

    /// <summary>Lets <see cref="CanvasData.Operations.Maintenance.IMigrationHelper"/> migrate contexts on SQLite, with a copy of the file as backup.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseSqliteMigrations(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMigrationDatabase<SqliteMigrationDatabase>().AddMigrationBackup<SqliteFileBackup>();
    }
}
