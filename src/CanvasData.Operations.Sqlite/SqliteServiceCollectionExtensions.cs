using CanvasData.Operations.Bulk;
using CanvasData.Operations.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite bulk writer.</summary>
public static class SqliteServiceCollectionExtensions
{
    /// <summary>Lets contexts on SQLite be written through the native API. Safe to call twice.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSqliteBulkWriter(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBulkWriter, SqliteBulkWriter>());
        return services;
    }
}
