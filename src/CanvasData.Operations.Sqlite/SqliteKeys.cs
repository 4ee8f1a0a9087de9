using CanvasData.Operations.Bulk;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Sqlite;

/// <summary>
/// The next numbers of an INTEGER PRIMARY KEY, by SQLite's own rule: one more than the largest key, or than the largest that an
/// AUTOINCREMENT column ever had. The transaction keeps other writers out, so that they stay free.
/// </summary>
internal static class SqliteKeys
{
    public static async Task<IReadOnlyList<long>?> ReserveAsync(DbContext context, BulkTable table, int count, CancellationToken cancellationToken)
    {
        if (!string.Equals(table.Keys[0].StoreType, "INTEGER", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var stored = await ReadAsync(context, $"SELECT max({table.Keys[0].Identifier}) FROM {table.Identifier}", null, cancellationToken).ConfigureAwait(false);
        var given = await ReadAsync(context, "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'", null, cancellationToken).ConfigureAwait(false) == 0
            ? 0
            : await ReadAsync(context, "SELECT seq FROM sqlite_sequence WHERE name = $table", table.Name, cancellationToken).ConfigureAwait(false);
        var last = Math.Max(Math.Max(stored, given), 0);

        // Near the end of the range SQLite looks for gaps, or gives up.
        return last > long.MaxValue - count ? null : [.. Enumerable.Range(1, count).Select(offset => last + offset)];
    }

    private static async Task<long> ReadAsync(DbContext context, string sql, string? table, CancellationToken cancellationToken)
    {
        var command = new SqliteCommand(
            sql, (SqliteConnection)context.Database.GetDbConnection(), (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
        await using (command.ConfigureAwait(false))
        {
            if (table is not null)
            {
                command.Parameters.AddWithValue("$table", table);
            }

            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long value ? value : 0;
        }
    }
}
