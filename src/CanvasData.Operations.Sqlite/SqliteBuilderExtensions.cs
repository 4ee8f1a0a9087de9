namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the SQLite bulk writer.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>Writes contexts on SQLite with their own bulk writer; contexts on other databases are not concerned.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseSqliteBulkWriter(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSqliteBulkWriter();
        return builder;
    }
}
