using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Reads the keys and hashes of stored rows, past EF's materialiser: there may be a million.</summary>
internal static class StoredKeys
{
    private const int IdsAStatement = 10_000;

    public static async Task<StoredKeySet> ReadAsync<TRow>(
        DbContext database, IQueryable<TRow> rows, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        var result = new StoredKeySet();
        await ReadAsync(database, rows, result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public static async Task ReadAsync<TRow>(
        DbContext database, IQueryable<TRow> rows, StoredKeySet result, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        var keys = rows.Select(row => new { row.Id, row.RowHash, Missing = row.MissingSince != null });
        if (!database.Database.IsRelational())
        {
            await foreach (var key in keys.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                result.Add(key.Id, new StoredKey(key.RowHash, key.Missing));
            }

            return;
        }

        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var command = keys.CreateDbCommand();
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        result.Add(reader.GetInt64(0), new StoredKey(reader.GetInt64(1), reader.GetBoolean(2)));
                    }
                }
            }
        }
        finally
        {
            await database.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The stored rows with these ids, whatever course they are in.</summary>
    public static async Task<Dictionary<long, TRow>> LoadAsync<TRow>(
        DbContext database, IEnumerable<long> ids, CancellationToken cancellationToken) where TRow : CanvasRow
    {
        var result = new Dictionary<long, TRow>();
        foreach (var chunk in ids.Chunk(IdsAStatement))
        {
            var rows = database.Rows<TRow>().Where(row => EF.Parameter(chunk).Contains(row.Id));
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                result[row.Id] = row;
            }
        }

        return result;
    }
}
