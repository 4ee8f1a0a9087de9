using CanvasData.Operations.Bulk;
using CanvasData.Operations.PostgreSql;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the PostgreSQL bulk writer.</summary>
public static class PostgreSqlServiceCollectionExtensions
{
    /// <summary>Lets contexts on PostgreSQL (Npgsql) be written with binary COPY. Safe to call twice.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPostgreSqlBulkWriter(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBulkWriter, PostgreSqlBulkWriter>());
        return services;
    }
}
