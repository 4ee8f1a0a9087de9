using System.Globalization;
using CanvasData.Operations.Diagnostics;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// Splits one table: rows are copied into a partitioned twin in the order of their ids, and the twin then takes the place of the table. Each
/// step is in a transaction of the caller.
/// </summary>
internal sealed class PartitionSplit(NpgsqlConnection connection, PartitionedTable table)
{
    private const string Cure = "Leave the number of partitions out of AddCanvasData, or remove that from the table.";

    // A partition cannot have keys without the course, and nothing may hold on to the table that is dropped.
    private const string Unsupported = """
        SELECT w.what FROM pg_class c CROSS JOIN LATERAL (
            SELECT 'other tables refer to it by a foreign key' AS what WHERE EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND confrelid = c.oid)
            UNION ALL SELECT 'it has an exclusion constraint' WHERE EXISTS (SELECT FROM pg_constraint WHERE contype = 'x' AND conrelid = c.oid)
            UNION ALL SELECT 'it has a unique index with a condition or further columns' WHERE EXISTS (
                SELECT FROM pg_index WHERE indrelid = c.oid AND indisunique AND (indpred IS NOT NULL OR indnatts <> indnkeyatts OR indexprs IS NOT NULL))
        ) w WHERE c.oid = to_regclass($1)
        """;

    private const string Columns = "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum";

    /// <summary>Does all in one transaction, which locks the table for readers and writers. Does nothing when there is nothing to split.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await IsPlainAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // Of two that begin together, the second then finds the work done.
        await connection.ExecuteAsync($"LOCK TABLE {table.Identifier} IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        if (await BeginAsync(cancellationToken).ConfigureAwait(false))
        {
            await CopyAllAsync(cancellationToken).ConfigureAwait(false);
            await PlaceTwinAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the empty twin.</summary>
    /// <returns>False when there is nothing to split: the table is not there, or is partitioned already.</returns>
    public async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        if (!await IsPlainAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var problems = await connection.TextsAsync(Unsupported, cancellationToken, table.Identifier).ConfigureAwait(false);
        problems.AddRange((await connection.TextsAsync(TableDefinition.Unsupported, cancellationToken, (object)new[] { table.Identifier }).ConfigureAwait(false)).Select(text => text[(table.Identifier.Length + 2)..]));
        if (problems is [var problem, ..])
        {
            throw new CanvasConfigurationException($"The table {table.Identifier} cannot be split by course: {problem}.", Cure);
        }

        await DropTwinAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            $"CREATE TABLE {table.Twin} (LIKE {table.Identifier} INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION INCLUDING COMMENTS) PARTITION BY HASH ({table.Course})",
            cancellationToken).ConfigureAwait(false);
        var storage = await connection.ScalarAsync("SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = to_regclass($1)", cancellationToken, table.Identifier).ConfigureAwait(false);
        for (var remainder = 0; remainder < table.Count; remainder++)
        {
            await connection.ExecuteAsync(
                string.Create(CultureInfo.InvariantCulture, $"CREATE TABLE {table.Leaf(remainder)} PARTITION OF {table.Twin} FOR VALUES WITH (MODULUS {table.Count}, REMAINDER {remainder}){(storage is string options ? $" WITH ({options})" : "")}"),
                cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Copies the next rows.</summary>
    /// <param name="last">The last id that was copied.</param>
    /// <param name="rows">How many rows at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The rows copied, and the last id.</returns>
    public async Task<(long Rows, long Last)> CopyAsync(long last, int rows, CancellationToken cancellationToken)
    {
        var names = await NamesAsync(cancellationToken).ConfigureAwait(false);
        var result = await connection.TextsAsync(
            $"WITH moved AS (INSERT INTO {table.Twin} ({names}) SELECT {names} FROM {table.Identifier} WHERE {table.Key} > $1 ORDER BY {table.Key} LIMIT $2 RETURNING {table.Key}) SELECT count(*) || ' ' || coalesce(max({table.Key}), $1) FROM moved",
            cancellationToken, last, (long)rows).ConfigureAwait(false);
        var parts = result[0].Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Puts the twin in the place of the table, with its keys, indexes, triggers and rights. Rows that someone wrote meanwhile are copied
    /// again while the table is locked.
    /// </summary>
    public async Task SwapAsync(CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync($"LOCK TABLE {table.Identifier}, {table.Twin} IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        if (await ContentAsync(table.Identifier).ConfigureAwait(false) != await ContentAsync(table.Twin).ConfigureAwait(false))
        {
            await connection.ExecuteAsync($"TRUNCATE {table.Twin}", cancellationToken).ConfigureAwait(false);
            await CopyAllAsync(cancellationToken).ConfigureAwait(false);
        }

        await PlaceTwinAsync(cancellationToken).ConfigureAwait(false);

        Task<object?> ContentAsync(string name) =>
            connection.ScalarAsync($"SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {name} t", cancellationToken);
    }

    /// <summary>Removes a twin that has not taken the place of the table.</summary>
    public Task DropTwinAsync(CancellationToken cancellationToken) => connection.ExecuteAsync($"DROP TABLE IF EXISTS {table.Twin}", cancellationToken);

    private async Task<bool> IsPlainAsync(CancellationToken cancellationToken) =>
        await connection.ScalarAsync("SELECT relkind::text FROM pg_class WHERE oid = to_regclass($1)", cancellationToken, table.Identifier).ConfigureAwait(false) is "r";

    private async Task CopyAllAsync(CancellationToken cancellationToken)
    {
        var names = await NamesAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync($"INSERT INTO {table.Twin} ({names}) SELECT {names} FROM {table.Identifier}", cancellationToken).ConfigureAwait(false);
    }

    private async Task PlaceTwinAsync(CancellationToken cancellationToken)
    {
        // With an empty path the server writes each name with its schema.
        var path = (await connection.ScalarAsync("SELECT current_setting('search_path')", cancellationToken).ConfigureAwait(false))!;
        foreach (var statement in await PartitionDefinition.ReadAsync(connection, table, cancellationToken).ConfigureAwait(false))
        {
            await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        await connection.ExecuteAsync("SELECT set_config('search_path', $1, true)", cancellationToken, path).ConfigureAwait(false);
    }

    private async Task<string> NamesAsync(CancellationToken cancellationToken) =>
        string.Join(", ", await connection.TextsAsync(Columns, cancellationToken, table.Identifier).ConfigureAwait(false));
}
