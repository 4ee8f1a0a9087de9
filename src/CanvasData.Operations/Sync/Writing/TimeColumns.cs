using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Looks whether the host's model gives times a column type that cannot hold them in UTC.</summary>
internal static class TimeColumns
{
    private const string Unzoned = "timestamp without time zone";

    /// <exception cref="CanvasConfigurationException">Npgsql would refuse every time that is written.</exception>
    public static void Check(DbContext database)
    {
        if (!SupportedDatabases.IsPostgreSql(database) ||
            (AppContext.TryGetSwitch("Npgsql.EnableLegacyTimestampBehavior", out var legacy) && legacy))
        {
            return;
        }

        var columns = database.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasInstance).Assembly)
            .SelectMany(type => type.GetProperties())
            .Where(property => property.GetRelationalTypeMapping() is { StoreType: Unzoned } mapping && (mapping.Converter?.ProviderClrType ?? property.ClrType) == typeof(DateTime))
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}")
            .ToList();
        if (columns.Count > 0)
        {
            throw new CanvasConfigurationException(
                $"{database.GetType().Name} maps {columns[0]}{(columns.Count > 1 ? $" and {columns.Count - 1} more properties of CanvasData.Operations" : "")} to the type \"{Unzoned}\", to which Npgsql writes no time in UTC.",
                "Leave these properties out of the convention: after AddCanvasData(), give the DateTime properties of its entities the column type \"timestamp with time zone\", and add a migration.");
        }
    }
}
