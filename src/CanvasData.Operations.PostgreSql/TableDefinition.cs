namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// Questions to the catalog of PostgreSQL, whose answers are the statements that turn copies into the tables again. <c>$1</c> is the list
/// of the object ids of the tables; with an empty search path each name has its schema.
/// </summary>
internal static class TableDefinition
{
    /// <summary>The tables that cannot be copied, and why. <c>$1</c> is the list of their names.</summary>
    public const string Unsupported = """
        SELECT format('%s, %s', t.name, w.what) FROM unnest($1) t(name) JOIN pg_class c ON c.oid = to_regclass(t.name)
        CROSS JOIN LATERAL (
            SELECT 'which is no ordinary table' WHERE c.relkind <> 'r' OR c.relispartition OR EXISTS (SELECT FROM pg_inherits WHERE c.oid IN (inhrelid, inhparent))
            UNION ALL SELECT 'which has row-level security' WHERE c.relrowsecurity OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)
            UNION ALL SELECT 'which has rights on single columns' WHERE EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL)
            UNION ALL SELECT 'which is published to subscribers' WHERE EXISTS (SELECT FROM pg_publication_rel WHERE prrelid = c.oid)
            UNION ALL SELECT 'on which a view or rule depends' WHERE EXISTS (
                SELECT FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = c.oid)
        ) w(what)
        """;

    private const string OwnedSequences = """
        FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' AND d.classid = 'pg_class'::regclass
            AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjid = ANY($1::oid[])
        """;

    /// <summary>Lets sequences outlive the tables.</summary>
    public const string ReleaseSequences = $"SELECT format('ALTER SEQUENCE %s OWNED BY NONE', s.oid::regclass), 0 {OwnedSequences}";

    /// <summary>Ties sequences to the tables again.</summary>
    public const string OwnSequences = $"""
        SELECT format('ALTER SEQUENCE %s OWNED BY %s.%I', s.oid::regclass, d.refobjid::regclass, a.attname), 0
        {OwnedSequences} JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        """;

    /// <summary>Primary keys and constraints, without foreign keys.</summary>
    public const string Constraints = """
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)), oid::bigint FROM pg_constraint
        WHERE contype IN ('p', 'u', 'c', 'x') AND conrelid = ANY($1::oid[])
        """;

    /// <summary>Indexes that belong to no constraint.</summary>
    public const string Indexes = """
        SELECT pg_get_indexdef(i.indexrelid), i.indexrelid::bigint FROM pg_index i
        WHERE i.indrelid = ANY($1::oid[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'))
        """;

    /// <summary>Storage parameters.</summary>
    public const string Options = "SELECT format('ALTER TABLE %s SET (%s)', oid::regclass, array_to_string(reloptions, ', ')), 0 FROM pg_class WHERE reloptions IS NOT NULL AND oid = ANY($1::oid[])";

    /// <summary>Triggers.</summary>
    public const string Triggers = "SELECT pg_get_triggerdef(oid), oid::bigint FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY($1::oid[])";

    /// <summary>Rights of other users.</summary>
    public const string Rights = """
        SELECT format('GRANT %s ON %s TO %s%s', a.privilege_type, c.oid::regclass, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END, CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), 0
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE a.grantee <> c.relowner AND c.oid = ANY($1::oid[])
        """;

    /// <summary>The owner, where that is another user.</summary>
    public const string Owners = "SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, pg_get_userbyid(relowner)), 0 FROM pg_class WHERE pg_get_userbyid(relowner) <> current_user AND oid = ANY($1::oid[])";

    /// <summary>Foreign keys from and to the tables.</summary>
    public const string ForeignKeys = """
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)), oid::bigint FROM pg_constraint
        WHERE contype = 'f' AND (conrelid = ANY($1::oid[]) OR confrelid = ANY($1::oid[]))
        """;

    /// <summary>The statistics of the planner.</summary>
    public const string Analyze = "SELECT format('ANALYZE %s', oid::regclass), 0 FROM pg_class WHERE oid = ANY($1::oid[])";

    /// <summary>The questions in the order of their statements; those before run while the migrated tables are still there.</summary>
    public static IReadOnlyList<(bool After, string Question)> Questions(string schema) =>
    [
        (false, $"""
            SELECT format(
                'DO $do$ BEGIN IF EXISTS (SELECT FROM pg_depend WHERE objid = to_regclass(%L) AND classid = ''pg_class''::regclass AND deptype = ''a'') THEN ALTER SEQUENCE %s OWNED BY NONE; END IF; END $do$',
                s.oid::regclass::text, s.oid::regclass), 0
            {OwnedSequences}
            """),
        (true, $"""
            SELECT format(
                'DO $do$ BEGIN IF to_regclass(%L) IS NULL THEN CREATE SEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s; PERFORM setval(%L, %s, %L); END IF; END $do$',
                s.oid::regclass::text, s.oid::regclass, q.data_type, q.increment_by, q.min_value, q.max_value, q.start_value, q.cache_size, CASE WHEN q.cycle THEN 'CYCLE' ELSE '' END,
                s.oid::regclass::text, coalesce(q.last_value, q.start_value), q.last_value IS NOT NULL), 0
            {OwnedSequences} JOIN pg_sequences q ON q.schemaname = s.relnamespace::regnamespace::text AND q.sequencename = s.relname
            """),
        (true, $"""
            SELECT format(f.form, t.place - 1, CASE f.step WHEN 1 THEN c.relname ELSE n.nspname END, c.relname), t.place * 2 + f.step
            FROM unnest($1::oid[]) WITH ORDINALITY t(oid, place) JOIN pg_class c ON c.oid = t.oid JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN (VALUES (1, 'ALTER TABLE {schema}.table_%1$s RENAME TO %2$I'), (2, 'ALTER TABLE {schema}.%3$I SET SCHEMA %2$I')) f(step, form)
            """),
        (true, OwnSequences),
        (true, """
            SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', d.adrelid::regclass, a.attname, pg_get_expr(d.adbin, d.adrelid)), 0
            FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            WHERE a.attgenerated = '' AND d.adrelid = ANY($1::oid[])
            """),
        (true, $"""
            SELECT format('GRANT %s ON SEQUENCE %s TO %s', p.privilege_type, s.oid::regclass, CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END), 0
            {OwnedSequences} CROSS JOIN LATERAL aclexplode(s.relacl) p WHERE p.grantee <> s.relowner
            """),
        (true, """
            SELECT format(
                'DO $do$ BEGIN EXECUTE format(''ALTER SEQUENCE %%s RENAME TO %%I'', pg_get_serial_sequence(%L, %L), %L); PERFORM setval(pg_get_serial_sequence(%L, %L), %s, %L); END $do$',
                a.attrelid::regclass, a.attname, s.sequencename, a.attrelid::regclass, a.attname, coalesce(s.last_value, s.start_value), s.last_value IS NOT NULL), 0
            FROM pg_attribute a JOIN pg_sequences s ON format('%I.%I', s.schemaname, s.sequencename)::regclass = pg_get_serial_sequence(a.attrelid::regclass::text, a.attname)::regclass
            WHERE a.attidentity <> '' AND a.attrelid = ANY($1::oid[])
            """),
        (true, Constraints),
        (true, Indexes),
        (true, Options),
        (true, Triggers),
        (true, Rights),
        (true, Owners),
        (true, ForeignKeys),
        (true, Analyze),
    ];
}
