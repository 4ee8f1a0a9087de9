using CanvasData.Operations.SqlServer;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the SQL Server package.</summary>
public static class SqlServerCanvasOperationsBuilderExtensions
{
    /// <summary>Writes contexts on SQL Server by SqlBulkCopy and MERGE. Contexts on other databases are left to other writers.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseSqlServerBulkWriter(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBulkWriter<SqlServerBulkWriter>();
    }

    /// <summary>
    /// Lets <see cref="CanvasData.Operations.Maintenance.IMigrationHelper"/> migrate contexts on SQL Server. There is no backup for it:
    /// register one with <c>AddMigrationBackup</c>, or migrate without.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseSqlServerMigrations(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMigrationDatabase<SqlServerMigrationDatabase>();
    }
}
