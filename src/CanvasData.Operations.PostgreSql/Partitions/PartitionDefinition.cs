using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// The statements that put a partitioned twin in the place of a plain table. Each primary key and unique index gets the course as a last
/// column, because PostgreSQL checks uniqueness within a partition only.
/// </summary>
internal static class PartitionDefinition
{
    private const string Oids = "SELECT ARRAY[to_regclass($1)::oid::bigint]";

    private const string Course = "(SELECT attnum FROM pg_attribute WHERE attrelid = to_regclass($2) AND quote_ident(attname) = quote_ident(trim('\"' FROM $3)))";

    private const string Rename = """
        SELECT format('ALTER TABLE %s RENAME TO %I', to_regclass($2), relname) FROM pg_class WHERE oid = ANY($1::oid[])
        """;

    // A partition does not inherit an identity before PostgreSQL 17, and rows are copied into partitions: a default serves both.
    private const string Sequences = """
        SELECT format('CREATE SEQUENCE %1$s INCREMENT BY %2$s MINVALUE %3$s MAXVALUE %4$s START WITH %5$s CACHE %6$s; ALTER SEQUENCE %1$s OWNED BY %7$s.%8$I; SELECT setval(%1$L, %9$s, %10$L); ALTER TABLE %7$s ALTER COLUMN %8$I SET DEFAULT nextval(%1$L::regclass)',
            format('%I.%I', s.schemaname, s.sequencename), s.increment_by, s.min_value, s.max_value, s.start_value, s.cache_size, a.attrelid::regclass, a.attname, coalesce(s.last_value, s.start_value), s.last_value IS NOT NULL)
        FROM pg_attribute a JOIN pg_sequences s ON format('%I.%I', s.schemaname, s.sequencename)::regclass = pg_get_serial_sequence(a.attrelid::regclass::text, a.attname)::regclass
        WHERE a.attidentity <> '' AND a.attrelid = ANY($1::oid[])
        """;

    // Who inserts needs the sequence of a default, which that of an identity never asks for.
    private const string SequenceRights = """
        SELECT format('GRANT USAGE ON SEQUENCE %s TO %s', pg_get_serial_sequence(c.oid::regclass::text, a.attname), CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> '' CROSS JOIN LATERAL aclexplode(c.relacl) r
        WHERE r.privilege_type = 'INSERT' AND r.grantee <> c.relowner AND c.oid = ANY($1::oid[])
        """;

    private const string Constraints = $"""
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, CASE WHEN contype IN ('p', 'u') AND NOT {Course} = ANY(conkey)
            THEN regexp_replace(pg_get_constraintdef(oid), '^([^(]*)\(([^)]*)\)', format('\1(\2, %s)', $3)) ELSE pg_get_constraintdef(oid) END), oid::bigint
        FROM pg_constraint WHERE contype IN ('p', 'u', 'c') AND conrelid = ANY($1::oid[])
        """;

    private const string Indexes = $"""
        SELECT CASE WHEN i.indisunique AND NOT {Course} = ANY(i.indkey) THEN regexp_replace(pg_get_indexdef(i.indexrelid), '( USING \w+ \([^()]*)\)', format('\1, %s)', $3)) ELSE pg_get_indexdef(i.indexrelid) END, i.indexrelid::bigint
        FROM pg_index i WHERE i.indrelid = ANY($1::oid[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'))
        """;

    // The rights on the whole do not cover a partition that is written by its own name.
    private const string LeafRights = """
        SELECT format('GRANT %s ON %s TO %s', r.privilege_type, l.inhrelid::regclass, CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r.grantee)) END)
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) r JOIN pg_inherits l ON l.inhparent = to_regclass($2)
        WHERE r.grantee <> c.relowner AND r.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') AND c.oid = ANY($1::oid[])
        """;

    private const string LeafOwners = """
        SELECT format('ALTER TABLE %s OWNER TO %I', l.inhrelid::regclass, pg_get_userbyid(c.relowner))
        FROM pg_class c JOIN pg_inherits l ON l.inhparent = to_regclass($2) WHERE pg_get_userbyid(c.relowner) <> current_user AND c.oid = ANY($1::oid[])
        """;

    /// <summary>Reads the statements, in their order. From then on the search path of the transaction is empty.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlConnection connection, PartitionedTable table, CancellationToken cancellationToken)
    {
        var oids = (await connection.ScalarAsync(Oids, cancellationToken, table.Identifier).ConfigureAwait(false))!;
        var names = await connection.TextsAsync("SELECT format('%I.%I', n.nspname, c.relname) FROM unnest($1) WITH ORDINALITY t(name, place) JOIN pg_class c ON c.oid = to_regclass(t.name) JOIN pg_namespace n ON n.oid = c.relnamespace ORDER BY t.place", cancellationToken, (object)new[] { table.Identifier, table.Twin }).ConfigureAwait(false);
        var (plain, twin) = (names[0], names[1]);
        await connection.ExecuteAsync("SET LOCAL search_path = ''", cancellationToken).ConfigureAwait(false);
        return
        [
            .. await AskAsync(TableDefinition.ReleaseSequences).ConfigureAwait(false),
            $"DROP TABLE {plain}",
            .. await AskAsync(Rename, twin).ConfigureAwait(false),
            .. await AskAsync(TableDefinition.OwnSequences).ConfigureAwait(false),
            .. await AskAsync(Sequences).ConfigureAwait(false),
            .. await AskAsync(Constraints, plain, table.Course).ConfigureAwait(false),
            .. await AskAsync(Indexes, plain, table.Course).ConfigureAwait(false),
            .. await AskAsync(TableDefinition.Triggers).ConfigureAwait(false),
            .. await AskAsync(TableDefinition.Rights).ConfigureAwait(false),
            .. await AskAsync(SequenceRights).ConfigureAwait(false),
            .. await AskAsync(LeafRights, twin).ConfigureAwait(false),
            .. await AskAsync(LeafOwners, twin).ConfigureAwait(false),
            .. await AskAsync(TableDefinition.Owners).ConfigureAwait(false),
            .. await AskAsync(TableDefinition.ForeignKeys).ConfigureAwait(false),
            .. await AskAsync(TableDefinition.Analyze).ConfigureAwait(false),
        ];

        Task<List<string>> AskAsync(string question, params object[] more) => connection.TextsAsync(question, cancellationToken, [oids, .. more]);
    }
}
