using CanvasData.Operations.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the PostgreSQL package.</summary>
public static class PostgreSqlCanvasOperationsBuilderExtensions
{
    /// <summary>Writes contexts on PostgreSQL (Npgsql) by binary COPY. Contexts on other databases are left to other writers.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UsePostgreSqlBulkWriter(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBulkWriter<PostgreSqlBulkWriter>();
    }

    /// <summary>
    /// Lets <see cref="CanvasData.Operations.Maintenance.IMigrationHelper"/> migrate contexts on PostgreSQL, with a copy of the tables
    /// concerned in a schema of the same database as backup.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UsePostgreSqlMigrations(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMigrationDatabase<PostgreSqlMigrationDatabase>().AddMigrationBackup<PostgreSqlSchemaBackup>().AddDataTransformation<SplitByCourse>();
    }
}
