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
}
