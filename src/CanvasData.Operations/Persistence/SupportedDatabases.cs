using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// The databases that are refused. SQLite, PostgreSQL and SQL Server are supported; InMemory is for tests; other
/// providers are written through EF Core itself.
/// </summary>
internal static class SupportedDatabases
{
    private static readonly string[] Refused = ["MySql", "MariaDb"];

    public static bool IsPostgreSql(DbContext context) => context.Database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>Returns the context when its provider can serve the library.</summary>
    /// <param name="context">The context, which may be new.</param>
    /// <param name="services">The services that made it.</param>
    /// <exception cref="CanvasConfigurationException">The provider is one of MySQL or MariaDB.</exception>
    public static TContext Check<TContext>(TContext context, IServiceProvider services) where TContext : DbContext
    {
        // Where the registration names the provider, the context is not touched: its first use changes a connection that contexts share.
        var options = services.GetService<DbContextOptions<TContext>>();
        ConnectionTurns.Note(context, options);
        var provider = options?.Extensions.FirstOrDefault(extension => extension.Info.IsDatabaseProvider) is { } known ? known.GetType().Assembly.GetName().Name : context.Database.ProviderName;
        return provider is not null && Array.Exists(Refused, name => provider.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? throw new CanvasConfigurationException(
                $"{context.GetType().Name} uses {provider}, but CanvasData.Operations does not support MySQL and MariaDB.",
                "Use PostgreSQL, SQL Server or SQLite for the context that maps the tables of CanvasData.Operations.")
            : context;
    }
}
