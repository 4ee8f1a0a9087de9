using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// The objects of a database with the number of rows written to each table so far, as they are at the moment of a backup. A comparison with
/// a later moment shows what a restore of some tables leaves.
/// </summary>
internal static class DatabaseCatalog
{
    private const string Table = "\"__catalog\"";

    // Sequences of columns, types of rows and what an extension brings are parts of others.
    private const string Objects = """
        SELECT o.kind, format('%I.%I', n.nspname, o.name) AS name, coalesce(s.n_tup_ins + s.n_tup_upd + s.n_tup_del, 0) AS written
        FROM (
            SELECT oid, 'pg_class'::regclass AS class, relnamespace AS namespace, relname AS name,
                CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' ELSE 'table' END AS kind
            FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            UNION ALL SELECT oid, 'pg_proc'::regclass, pronamespace, proname, CASE prokind WHEN 'p' THEN 'procedure' ELSE 'function' END FROM pg_proc
            UNION ALL SELECT oid, 'pg_type'::regclass, typnamespace, typname, 'type' FROM pg_type WHERE typtype IN ('e', 'd')
        ) o
        JOIN pg_namespace n ON n.oid = o.namespace
        LEFT JOIN pg_stat_user_tables s ON o.class = 'pg_class'::regclass AND s.relid = o.oid
        WHERE n.nspname !~ '^(pg_|information_schema$|canvasdata_backup_)'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype IN ('a', 'i', 'e'))
        """;

    /// <summary>Stores the objects of now in the schema of a backup.</summary>
    public static async Task StoreAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await FlushAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync($"CREATE TABLE {schema}.{Table} AS {Objects}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the objects that are new, and the tables to which more rows were written, besides some tables.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(NpgsqlConnection connection, string schema, string[] besides, CancellationToken cancellationToken)
    {
        await FlushAsync(connection, cancellationToken).ConfigureAwait(false);
        return await connection.TextsAsync(
            $"""
            SELECT CASE WHEN b.name IS NULL THEN format('the %s %s', o.kind, o.name) ELSE format('rows written to %s', o.name) END
            FROM ({Objects}) o LEFT JOIN {schema}.{Table} b ON b.kind = o.kind AND b.name = o.name
            WHERE (b.name IS NULL OR o.written > b.written) AND NOT EXISTS (SELECT FROM unnest($1) besides WHERE to_regclass(besides) = to_regclass(o.name) AND o.kind = 'table')
            ORDER BY 1
            """,
            cancellationToken, (object)besides).ConfigureAwait(false);
    }

    // A session counts for itself first, and adds its counts to those of all at times.
    private static async Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major >= 15)
        {
            await connection.ExecuteAsync("SELECT pg_stat_force_next_flush()", cancellationToken).ConfigureAwait(false);
        }
    }
}
