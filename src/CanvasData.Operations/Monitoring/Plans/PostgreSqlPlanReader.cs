using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// Reads generic plans, which need no values of parameters, in a read-only transaction. With the extension hypopg the planner judges
/// indexes that do not exist; otherwise their gain is computed from pg_stats.
/// </summary>
internal sealed class PostgreSqlPlanReader : IPlanReader
{
    private const double LeastGain = 1.5;
    private const double LeastStatisticalGain = 4;

    // Costs of that size are those of a few pages.
    private const double LeastCost = 20;

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    // The schema of hypopg, quoted; null without it.
    private readonly string? _hypothetical;
    private readonly string _prepared = $"canvas_plan_{Guid.NewGuid():N}";
    private bool _isPrepared;

    private PostgreSqlPlanReader(DbConnection connection, DbTransaction transaction, string? hypothetical) =>
        (_connection, _transaction, _hypothetical) = (connection, transaction, hypothetical);

    /// <param name="connection">An open connection to the host's database, without a transaction.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<PostgreSqlPlanReader> OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Whatever a statement turns out to be, it writes nothing.
            await connection.Create("SET TRANSACTION READ ONLY").RunAsync(cancellationToken).ConfigureAwait(false);
            await connection.Create("SET LOCAL plan_cache_mode = force_generic_plan").RunAsync(cancellationToken).ConfigureAwait(false);
            return new PostgreSqlPlanReader(connection, transaction, await FindHypotheticalAsync(connection, transaction, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // It may be in any schema, and the user may lack the right to use it.
    private static async Task<string?> FindHypotheticalAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var found = await connection.Create("SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'hypopg'")
            .ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        if (found is not [var schema])
        {
            return null;
        }

        await transaction.SaveAsync("canvas_hypopg", cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.Create($"SELECT {schema}.hypopg_reset()").RunAsync(cancellationToken).ConfigureAwait(false);
            return schema;
        }
        catch (DbException error) when (error.SqlState is "42883" or "42501")
        {
            await transaction.RollbackAsync("canvas_hypopg", cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

    public async Task<PlanReading> ReadAsync(KeptStatement statement, SqlConditions conditions, CancellationToken cancellationToken)
    {
        await _transaction.SaveAsync("canvas_plan", cancellationToken).ConfigureAwait(false);
        try
        {
            var plan = await ExplainAsync(statement, cancellationToken).ConfigureAwait(false);
            var findings = new List<IndexFinding>();
            foreach (var (schema, table) in plan.Total < LeastCost ? [] : plan.Tables)
            {
                if (await TryTableAsync(schema, table, statement, conditions, plan, cancellationToken).ConfigureAwait(false) is { } finding)
                {
                    findings.Add(finding);
                }
            }

            return new(plan.Lines, findings);
        }
        finally
        {
            await CleanAsync().ConfigureAwait(false);
        }
    }

    // Neither prepared statements nor hypothetical indexes end with a transaction.
    private async Task CleanAsync()
    {
        await _transaction.RollbackAsync("canvas_plan", CancellationToken.None).ConfigureAwait(false);
        if (_isPrepared)
        {
            await DeallocateAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (_hypothetical is not null)
        {
            await _connection.Create($"SELECT {_hypothetical}.hypopg_reset()").RunAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<IndexFinding?> TryTableAsync(string schema, string table, KeptStatement statement, SqlConditions conditions, PostgreSqlPlan plan, CancellationToken cancellationToken)
    {
        var existing = await IndexesAsync(schema, table, cancellationToken).ConfigureAwait(false);
        IndexFinding? best = null;
        var names = await _connection.Create(
            """
            SELECT a.attname::text
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped
            """,
            ("", schema), ("", table)).ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        foreach (var candidate in IndexCandidate.Create(conditions, table, names).Where(candidate => !existing.Exists(candidate.IsServedBy)))
        {
            var finding = _hypothetical is not null
                ? await TryHypotheticalAsync(schema, candidate, statement, plan, cancellationToken).ConfigureAwait(false)
                : await EstimateAsync(schema, candidate, plan, cancellationToken).ConfigureAwait(false);

            // A wider index has to be worth its width.
            if (finding is not null && (best is null || finding.After < best.After * 0.8))
            {
                best = finding;
            }
        }

        return best;
    }

    private async Task<IndexFinding?> TryHypotheticalAsync(string schema, IndexCandidate candidate, KeptStatement statement, PostgreSqlPlan plan, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", candidate.Columns.Select(PlanCommands.Quote));
        var (index, name) = (await _connection.Create(
            $"SELECT indexrelid, indexname FROM {_hypothetical}.hypopg_create_index($1)", ("", $"CREATE INDEX ON {PlanCommands.Quote(schema)}.{PlanCommands.Quote(candidate.Table)} ({columns})"))
            .ReadAsync(reader => (Convert.ToInt64(reader.GetValue(0), CultureInfo.InvariantCulture), reader.GetString(1)), cancellationToken).ConfigureAwait(false))[0];
        var after = await ExplainAsync(statement, cancellationToken).ConfigureAwait(false);
        var size = await _connection.Create($"SELECT {_hypothetical}.hypopg_relation_size($1::bigint::oid)", ("", index)).ReadAsync(reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        await _connection.Create($"SELECT {_hypothetical}.hypopg_reset()").RunAsync(cancellationToken).ConfigureAwait(false);
        return after.Indexes.Contains(name) && plan.Total / after.Total >= LeastGain
            ? new IndexFinding(candidate, plan.Total, after.Total, IndexEvidence.Planner, size[0])
            : null;
    }

    // The scan is replaced by a descent and one page for each row that is found.
    private async Task<IndexFinding?> EstimateAsync(string schema, IndexCandidate candidate, PostgreSqlPlan plan, CancellationToken cancellationToken)
    {
        if (candidate.EqualColumns == 0 || candidate.EqualColumns < candidate.Columns.Count || plan.ScanCost(candidate.Table) is not { } scan)
        {
            return null;
        }

        var statistics = await _connection.Create(
            """
            SELECT c.reltuples::float8, s.n_distinct::float8, current_setting('random_page_cost')::float8
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname
            WHERE n.nspname = $1 AND c.relname = $2 AND s.attname = ANY ($3)
            """,
            ("", schema), ("", candidate.Table), ("", candidate.Columns.ToArray()))
            .ReadAsync(reader => (Rows: reader.GetDouble(0), Distinct: reader.GetDouble(1), PageCost: reader.GetDouble(2)), cancellationToken).ConfigureAwait(false);
        if (statistics.Count < candidate.Columns.Count || statistics[0].Rows <= 0)
        {
            return null;
        }

        // A negative number is the share of the rows. With LIMIT the plan costs less than its scan.
        var (rows, _, pageCost) = statistics[0];
        var keys = statistics.Aggregate(1.0, (product, column) => product * Math.Max(1, column.Distinct < 0 ? -column.Distinct * rows : column.Distinct));
        var after = plan.Total - Math.Min(scan, plan.Total) + (pageCost * (1 + (rows / Math.Min(keys, rows))));
        return plan.Total / after >= LeastStatisticalGain ? new IndexFinding(candidate, plan.Total, after, IndexEvidence.Statistics, null) : null;
    }

    private async Task<PostgreSqlPlan> ExplainAsync(KeptStatement statement, CancellationToken cancellationToken)
    {
        var (sql, types) = WithNumbers(statement);
        await _connection.Create($"PREPARE {_prepared}{(types.Count == 0 ? "" : $"({string.Join(", ", types)})")} AS {sql}").RunAsync(cancellationToken).ConfigureAwait(false);
        _isPrepared = true;
        var values = types.Count == 0 ? "" : $"({string.Join(", ", types.Select(_ => "NULL"))})";
        var json = await _connection.Create($"EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE {_prepared}{values}").ReadAsync(reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
        await DeallocateAsync(cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(json[0]);
        return PostgreSqlPlan.Read(document.RootElement[0].GetProperty("Plan"));
    }

    private async Task DeallocateAsync(CancellationToken cancellationToken)
    {
        await _connection.Create($"DEALLOCATE {_prepared}").RunAsync(cancellationToken).ConfigureAwait(false);
        _isPrepared = false;
    }

    // The driver would do it for a command with values; here the statement is text inside of another.
    private static (string Sql, IReadOnlyList<string> Types) WithNumbers(KeptStatement statement)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var types = new List<string>();
        var sql = new StringBuilder();
        var parts = new SqlParts(statement.Sql);
        var copied = 0;
        while (parts.Next())
        {
            var raw = statement.Sql.AsSpan(parts.Start, parts.End - parts.Start);
            if (parts.Kind != SqlPart.Value || raw[0] is not ('@' or ':'))
            {
                continue;
            }

            var name = raw[1..].ToString();
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers[name] = number = numbers.Count + 1;
                types.Add(statement.Parameters.FirstOrDefault(parameter => parameter.Name == name).Type ?? "unknown");
            }

            sql.Append(statement.Sql, copied, parts.Start - copied).Append(CultureInfo.InvariantCulture, $"${number}");
            copied = parts.End;
        }

        return (sql.Append(statement.Sql, copied, statement.Sql.Length - copied).ToString(), types);
    }

    private async Task<List<List<string>>> IndexesAsync(string schema, string table, CancellationToken cancellationToken)
    {
        var columns = await _connection.Create(
            """
            SELECT i.indexrelid::bigint, coalesce(a.attname::text, '')
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, at) LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum AND k.attnum > 0
            WHERE n.nspname = $1 AND c.relname = $2 AND i.indpred IS NULL AND i.indisvalid AND k.at <= i.indnkeyatts
            ORDER BY 1, k.at
            """,
            ("", schema), ("", table)).ReadAsync(reader => (Index: reader.GetInt64(0), Column: reader.GetString(1)), cancellationToken).ConfigureAwait(false);
        return [.. columns.GroupBy(column => column.Index, column => column.Column).Select(index => index.ToList())];
    }
}
