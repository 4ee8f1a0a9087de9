using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Looks whether a time that goes to PostgreSQL is the one that comes back. With legacy timestamps the model may take a
/// column with a time zone for one without; then a session in another zone than UTC shifts what is written.
/// </summary>
internal static class TimeCheck
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(DbContext database, CanvasInstance instance, CancellationToken cancellationToken)
    {
        var stored = database.Model.FindEntityType(typeof(CanvasInstance))!.FindProperty(nameof(CanvasInstance.RegisteredAt))!;
        if (!SupportedDatabases.IsPostgreSql(database) || !UtcDateTimeConverter.IsUsedBy(stored.GetTypeMapping().Converter))
        {
            return;
        }

        var (from, to) = (instance.RegisteredAt - Near, instance.RegisteredAt + Near);
        if (!await database.Rows<CanvasInstance>().AnyAsync(row => row.Id == instance.Id && row.RegisteredAt >= from && row.RegisteredAt <= to, cancellationToken).ConfigureAwait(false))
        {
            throw new CanvasConfigurationException(
                $"Times come back from the tables of {database.GetType().Name} in another time zone than they were written in: the model says {stored.GetColumnType()}, the table or the session something else.",
                "Add Timezone=UTC to the connection string, or give the model the column types that the tables have (Npgsql.EnableLegacyTimestampBehavior changes the default).");
        }
    }
}
