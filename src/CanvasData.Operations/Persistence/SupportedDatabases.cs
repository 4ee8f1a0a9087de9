using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

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
    /// <exception cref="CanvasConfigurationException">The provider is one of MySQL or MariaDB.</exception>
    public static TContext Check<TContext>(TContext context) where TContext : DbContext =>
        context.Database.ProviderName is { } provider && Array.Exists(Refused, name => provider.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? throw new CanvasConfigurationException(
                $"{context.GetType().Name} uses {provider}, but CanvasData.Operations does not support MySQL and MariaDB.",
                "Use PostgreSQL, SQL Server or SQLite for the context that maps the tables of CanvasData.Operations.")
            : context;
}
