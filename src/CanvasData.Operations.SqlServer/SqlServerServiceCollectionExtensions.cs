using CanvasData.Operations.Bulk;
using CanvasData.Operations.SqlServer;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQL Server bulk writer.</summary>
public static class SqlServerServiceCollectionExtensions
{
    /// <summary>Lets contexts on SQL Server be written with SqlBulkCopy and MERGE. Safe to call twice.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSqlServerBulkWriter(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBulkWriter, SqlServerBulkWriter>());
        return services;
    }
}
