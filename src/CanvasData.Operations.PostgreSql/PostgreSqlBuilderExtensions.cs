namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the PostgreSQL bulk writer.</summary>
public static class PostgreSqlBuilderExtensions
{
    /// <summary>Writes contexts on PostgreSQL with their own bulk writer; contexts on other databases are not concerned.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UsePostgreSqlBulkWriter(this CanvasOperationsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPostgreSqlBulkWriter();
        return builder;
    }
}
