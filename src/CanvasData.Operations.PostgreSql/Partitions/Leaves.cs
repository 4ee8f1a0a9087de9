using System.Collections.Concurrent;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// The partitions of a table that is split by the hash of one whole number. Rows that are copied into the right one cost about two thirds
/// of the processor time of rows that the server has to distribute.
/// </summary>
/// <param name="column">The column that decides, as in the database.</param>
/// <param name="names">The partitions as SQL wants them, by their remainder.</param>
/// <param name="isWritable">Whether this user may write the partitions by their names.</param>
internal sealed class Leaves(string column, IReadOnlyList<string> names, bool isWritable)
{
    // Remainders of so many courses are kept; then they are asked for again.
    private const int MaxKnown = 200_000;

    // Row-level security and triggers of statements are those of the table that a statement names.
    private const string Question = """
        SELECT a.attname, c.oid::regclass::text, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'modulus (\d+), remainder (\d+)'))[1]::int, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'modulus (\d+), remainder (\d+)'))[2]::int,
            c.relkind = 'r' AND NOT p.relrowsecurity AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = p.oid AND NOT g.tgisinternal AND g.tgtype & 1 = 0)
                AND has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE')
        FROM pg_partitioned_table t JOIN pg_class p ON p.oid = t.partrelid JOIN pg_attribute a ON a.attrelid = t.partrelid AND a.attnum = t.partattrs[0]
        JOIN pg_inherits i ON i.inhparent = t.partrelid JOIN pg_class c ON c.oid = i.inhrelid
        WHERE t.partrelid = to_regclass($1) AND t.partstrat = 'h' AND t.partnatts = 1 AND t.partexprs IS NULL AND a.atttypid = 'bigint'::regtype ORDER BY 4
        """;

    private const string Hash = """
        SELECT c, r FROM unnest($1) c CROSS JOIN generate_series(0, $2 - 1) r WHERE satisfies_hash_partition(to_regclass($3), $2, r, c)
        """;

    private readonly ConcurrentDictionary<long, int> _remainders = new();

    /// <summary>The column that decides.</summary>
    public string Column => column;

    /// <summary>Whether rows can be sent to the partitions directly.</summary>
    public bool IsWritable => isWritable;

    /// <summary>Reads the partitions of a table; null where it is split in another way.</summary>
    public static async Task<Leaves?> FindAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var column = "";
        var (isComplete, isWritable) = (true, true);
        var command = new NpgsqlCommand(Question, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var modulus = 0;
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    (column, modulus) = (reader.GetString(0), reader.GetInt32(2));
                    isComplete &= reader.GetInt32(3) == names.Count;
                    isWritable &= reader.GetBoolean(4);
                    names.Add(reader.GetString(1));
                }

                isComplete &= names.Count > 0 && modulus == names.Count;
            }
        }

        return isComplete ? new Leaves(column, names, isWritable) : null;
    }

    /// <summary>Sorts rows by their partition; within one the order stays.</summary>
    /// <param name="connection">The open connection.</param>
    /// <param name="table">The whole table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="courses">The value of the column of each row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The partitions and their rows.</returns>
    public async Task<IReadOnlyList<(string Leaf, ReadOnlyMemory<TRow> Rows)>> RouteAsync<TRow>(
        NpgsqlConnection connection, string table, ReadOnlyMemory<TRow> rows, long[] courses, CancellationToken cancellationToken)
    {
        if (_remainders.Count > MaxKnown)
        {
            _remainders.Clear();
        }

        await AskAsync(connection, table, [.. courses.Distinct().Where(course => !_remainders.ContainsKey(course))], cancellationToken).ConfigureAwait(false);
        var remainders = Array.ConvertAll(courses, course => _remainders[course]);
        return Array.TrueForAll(remainders, remainder => remainder == remainders[0])
            ? [(names[remainders[0]], rows)]
            : [.. rows.ToArray().Zip(remainders).GroupBy(pair => pair.Second, pair => pair.First).OrderBy(group => group.Key).Select(group => (names[group.Key], (ReadOnlyMemory<TRow>)group.ToArray()))];
    }

    private async Task AskAsync(NpgsqlConnection connection, string table, long[] courses, CancellationToken cancellationToken)
    {
        if (courses.Length == 0)
        {
            return;
        }

        var command = new NpgsqlCommand(Hash, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = courses });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = names.Count });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    _remainders[reader.GetInt64(0)] = reader.GetInt32(1);
                }
            }
        }
    }
}
