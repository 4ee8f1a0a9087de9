using System.Data.Common;
using System.Globalization;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// Reads plans on an empty copy of the host's schema in memory, with its statistics. Indexes are built there, so that the host's database
/// is only read: its schema, its statistics and samples of its rows.
/// </summary>
internal sealed class SqlitePlanReader : IPlanReader
{
    private const string Tried = "canvas_tried_index";
    private const int SampleRows = 2_000;
    private const int MostCounted = 1_000_000;

    // Below that a scan takes less than a millisecond.
    private const int FewestRows = 500;
    private const double LeastGain = 3;

    private readonly DbConnection _host;
    private readonly DbConnection _copy;
    private readonly Dictionary<string, long> _rows = new(StringComparer.OrdinalIgnoreCase);

    private SqlitePlanReader(DbConnection host, DbConnection copy) => (_host, _copy) = (host, copy);

    /// <param name="host">An open connection to the host's database.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    public static async Task<SqlitePlanReader> OpenAsync(DbConnection host, CancellationToken cancellationToken)
    {
        var copy = (DbConnection)Activator.CreateInstance(host.GetType())!;
        copy.ConnectionString = "Data Source=:memory:;Pooling=False";
        var reader = new SqlitePlanReader(host, copy);
        try
        {
            await copy.OpenAsync(cancellationToken).ConfigureAwait(false);
            await reader.CopySchemaAsync(cancellationToken).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _copy.DisposeAsync();

    public async Task<PlanReading> ReadAsync(KeptStatement statement, SqlConditions conditions, CancellationToken cancellationToken)
    {
        foreach (var table in conditions.Tables)
        {
            await CountAsync(table, cancellationToken).ConfigureAwait(false);
        }

        var lines = await ExplainAsync(statement, cancellationToken).ConfigureAwait(false);
        var findings = new List<IndexFinding>();
        foreach (var (table, share) in lines.Select(line => ReadOfTable(line, conditions)).Where(read => read.Table is not null).DistinctBy(read => read.Table))
        {
            if (_rows.GetValueOrDefault(table!) * share is >= FewestRows and var before && await TryTableAsync(table!, before, statement, conditions, cancellationToken).ConfigureAwait(false) is { } finding)
            {
                findings.Add(finding);
            }
        }

        return new(lines, findings);
    }

    /// <summary>
    /// The table that a line of a plan reads, and the share of its rows. "SCAN b" and "SEARCH b USING AUTOMATIC … INDEX" read all. A search
    /// without "=?" reads what lies beyond a bound, for which SQLite assumes a quarter. Words that later versions add are passed over.
    /// </summary>
    private static (string? Table, double Share) ReadOfTable(string line, SqlConditions conditions)
    {
        var words = line.Split(' ');
        return words is ["SCAN", var scanned, ..] ? (conditions.TableOf(scanned), 1)
            : words is not ["SEARCH", var searched, "USING", ..] ? (null, 0)
            : words[3] == "AUTOMATIC" ? (conditions.TableOf(searched), 1)
            : line.Contains("=?", StringComparison.Ordinal) ? (null, 0)
            : (conditions.TableOf(searched), 0.25);
    }

    private async Task<IndexFinding?> TryTableAsync(string table, double before, KeptStatement statement, SqlConditions conditions, CancellationToken cancellationToken)
    {
        var existing = await IndexesAsync(table, cancellationToken).ConfigureAwait(false);
        IndexFinding? best = null;
        var names = await _copy.Create("SELECT name FROM pragma_table_info($table)", ("$table", table)).ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        foreach (var candidate in IndexCandidate.Create(conditions, table, names).Where(candidate => candidate.EqualColumns > 0 && !existing.Exists(candidate.IsServedBy)))
        {
            var after = await RowsForOneKeyAsync(table, candidate, cancellationToken).ConfigureAwait(false);

            // A wider index has to be worth its width.
            if (before / after >= LeastGain && (best is null || after <= best.After / 2) && await IsChosenAsync(table, candidate, after, statement, cancellationToken).ConfigureAwait(false))
            {
                best = new IndexFinding(candidate, before, after, IndexEvidence.Planner, null);
            }
        }

        return best;
    }

    private async Task<bool> IsChosenAsync(string table, IndexCandidate candidate, double rowsForOneKey, KeptStatement statement, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", candidate.Columns.Select(PlanCommands.Quote));
        var perKey = string.Join(' ', candidate.Columns.Select((_, i) => Math.Ceiling(i + 1 < candidate.EqualColumns ? Math.Max(rowsForOneKey, 10) : rowsForOneKey).ToString(CultureInfo.InvariantCulture)));
        await _copy.Create($"CREATE INDEX {Tried} ON {PlanCommands.Quote(table)} ({columns})").RunAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _copy.Create("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($table, $index, $stat)", ("$table", table), ("$index", Tried), ("$stat", PlanCommands.Invariant($"{_rows[table]} {perKey}")))
                .RunAsync(cancellationToken).ConfigureAwait(false);
            await LoadStatisticsAsync(cancellationToken).ConfigureAwait(false);
            return (await ExplainAsync(statement, cancellationToken).ConfigureAwait(false)).Any(line => line.StartsWith("SEARCH ", StringComparison.Ordinal) && line.Contains(Tried, StringComparison.Ordinal));
        }
        finally
        {
            await _copy.Create($"DROP INDEX {Tried}").RunAsync(CancellationToken.None).ConfigureAwait(false);
            await _copy.Create("DELETE FROM sqlite_stat1 WHERE idx = $index", ("$index", Tried)).RunAsync(CancellationToken.None).ConfigureAwait(false);
            await LoadStatisticsAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task<List<string>> ExplainAsync(KeptStatement statement, CancellationToken cancellationToken)
    {
        var command = _copy.Create("EXPLAIN QUERY PLAN " + statement.Sql);
        foreach (var (name, _) in statement.Parameters)
        {
            // The driver finds a name without a prefix behind @, $ and :.
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command.ReadAsync(reader => reader.GetString(3), cancellationToken);
    }

    private async Task<List<List<string>>> IndexesAsync(string table, CancellationToken cancellationToken)
    {
        var columns = await _copy.Create(
            "SELECT l.name, i.name FROM pragma_index_list($table) l, pragma_index_info(l.name) i WHERE l.partial = 0 ORDER BY l.name, i.seqno", ("$table", table))
            .ReadAsync(reader => (Index: reader.GetString(0), Column: reader.IsDBNull(1) ? "" : reader.GetString(1)), cancellationToken).ConfigureAwait(false);
        return [.. columns.GroupBy(column => column.Index, column => column.Column).Select(index => index.ToList())];
    }

    // The rows that one key finds, from a sample: the estimator of Haas and Stokes (1998), which PostgreSQL's ANALYZE uses too.
    private async Task<double> RowsForOneKeyAsync(string table, IndexCandidate candidate, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", candidate.Columns.Take(candidate.EqualColumns).Select(PlanCommands.Quote));
        var rows = (double)_rows[table];
        var step = Math.Max(1, (long)(rows / SampleRows));
        var (sampled, distinct, once) = (await _host.Create(PlanCommands.Invariant(
            $"SELECT coalesce(sum(n), 0), count(*), coalesce(sum(n = 1), 0) FROM (SELECT count(*) AS n FROM (SELECT {columns} FROM (SELECT {columns}, row_number() OVER () AS at FROM {PlanCommands.Quote(table)} LIMIT {MostCounted}) WHERE at % {step} = 0) GROUP BY {columns})"))
            .ReadAsync(reader => (reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2)), cancellationToken).ConfigureAwait(false))[0];
        if (sampled == 0)
        {
            return rows;
        }

        var keys = sampled * distinct / (sampled - once + (once * sampled / rows));
        return Math.Max(1, rows / Math.Clamp(keys, distinct, rows));
    }

    private async Task CountAsync(string table, CancellationToken cancellationToken)
    {
        if (_rows.ContainsKey(table))
        {
            return;
        }

        if ((await _copy.Create("SELECT name FROM sqlite_master WHERE type = 'table' AND lower(name) = lower($table)", ("$table", table)).ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return;
        }

        _rows[table] = (await _host.Create(PlanCommands.Invariant($"SELECT count(*) FROM (SELECT 1 FROM {PlanCommands.Quote(table)} LIMIT {MostCounted})")).ReadAsync(reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
        await _copy.Create(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT $table, NULL, $rows WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE tbl = $table)", ("$table", table), ("$rows", PlanCommands.Invariant($"{_rows[table]}")))
            .RunAsync(cancellationToken).ConfigureAwait(false);
        await LoadStatisticsAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CopySchemaAsync(CancellationToken cancellationToken)
    {
        var objects = await _host.Create("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'view', type = 'index'")
            .ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        foreach (var sql in objects)
        {
            try
            {
                await _copy.Create(sql).RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException)
            {
                // A virtual table or a function of the host's own: statements that use it have no plan.
            }
        }

        await _copy.Create("ANALYZE").RunAsync(cancellationToken).ConfigureAwait(false);
        if ((await _host.Create("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'").ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            return;
        }

        var statistics = await _host.Create("SELECT tbl, idx, stat FROM sqlite_stat1").ReadAsync(reader => (reader.GetValue(0), reader.GetValue(1), reader.GetValue(2)), cancellationToken).ConfigureAwait(false);
        foreach (var (table, index, stat) in statistics)
        {
            await _copy.Create("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($table, $index, $stat)", ("$table", table), ("$index", index), ("$stat", stat)).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        await LoadStatisticsAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task LoadStatisticsAsync(CancellationToken cancellationToken) => _copy.Create("ANALYZE sqlite_schema").RunAsync(cancellationToken);
}
