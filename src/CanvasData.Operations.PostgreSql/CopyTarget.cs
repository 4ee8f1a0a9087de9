using System.Security.Cryptography;
using System.Text;
using CanvasData.Operations.Bulk;

namespace CanvasData.Operations.PostgreSql;

/// <summary>The SQL of a write into a table, or into one of its partitions.</summary>
internal sealed class CopyTarget
{
    private static readonly Type[] PlainKeys = [typeof(long), typeof(int), typeof(short), typeof(Guid)];

    private readonly string _stage;

    private CopyTarget(string copyToTable, string stage, string createStage, string apply)
    {
        CopyToTable = copyToTable;
        _stage = stage;
        CreateStage = createStage;
        Apply = apply;
    }

    public string CopyToStage => $"COPY {_stage} FROM STDIN (FORMAT BINARY)";

    public string EmptyStage => $"TRUNCATE {_stage}";

    public string CopyToTable { get; }

    /// <summary>
    /// Makes an empty stage that lasts until the transaction ends. Later writes of the same columns share it: each dropped table would
    /// keep its locks until then, and a call with many refused rows would run out of them.
    /// </summary>
    public string CreateStage { get; }

    /// <summary>From the stage into the target.</summary>
    public string Apply { get; }

    /// <summary>Moves staged rows that are stored in another partition into the target, before they are applied; null where there are none.</summary>
    public string? MoveHere { get; private init; }

    /// <summary>Applies the stage wherever its rows are stored, when the target did not have all of them; null where the target is the whole.</summary>
    public string? ApplyToAll { get; private init; }

    /// <summary>A table as a whole.</summary>
    /// <param name="write">The write.</param>
    /// <param name="decides">The column that decides about partitions; null for a plain table.</param>
    public static CopyTarget Whole<TEntity>(BulkWrite<TEntity> write, BulkColumn? decides) where TEntity : class => Create(write, write.Table.Identifier, decides);

    /// <summary>A partition.</summary>
    /// <param name="write">An insert, an upsert or an update.</param>
    /// <param name="leaf">The partition.</param>
    /// <param name="decides">The column that decides about partitions.</param>
    public static CopyTarget Partition<TEntity>(BulkWrite<TEntity> write, string leaf, BulkColumn decides) where TEntity : class => Create(write, leaf, decides);

    private static CopyTarget Create<TEntity>(BulkWrite<TEntity> write, string target, BulkColumn? decides) where TEntity : class
    {
        var (whole, keys) = (write.Table.Identifier, write.Table.Keys);
        var names = string.Join(", ", write.Columns.Select(c => c.Identifier));
        var updates = string.Join(", ", write.Columns.Where(c => c.IsUpdated && c != decides).Select(c => $"{c.Identifier} = EXCLUDED.{c.Identifier}"));
        var unique = string.Join(", ", decides is null || keys.Contains(decides) ? keys.Select(k => k.Identifier) : keys.Append(decides).Select(k => k.Identifier));
        var match = string.Join(" AND ", keys.Select(k => $"t.{k.Identifier} = s.{k.Identifier}"));

        // The server takes any of two rows whose keys it finds equal; refused, they are written one after the other.
        var distinct = write.Operation == BulkOperation.Update && !keys.All(k => PlainKeys.Contains(k.ValueType)) ? $" ({string.Join(", ", keys.Select(k => k.Identifier))})" : "";
        var columns = $"SELECT {names} FROM {whole} WITH NO DATA";
        var name = $"canvas_bulk_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(columns + distinct)).AsSpan(0, 8))}";
        var stage = $"pg_temp.{name}";
        var insert = $"INSERT INTO {target} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {stage}";
        var apply = write.Operation switch
        {
            BulkOperation.Delete => $"DELETE FROM {target} t USING {stage} s WHERE {match}",
            BulkOperation.Insert => insert,
            BulkOperation.Update => Update(target),
            _ => $"{insert} ON CONFLICT ({unique}) DO {(updates.Length == 0 ? "NOTHING" : $"UPDATE SET {updates}")}",
        };

        var uniqueStage = distinct.Length == 0 ? "" : $"; CREATE UNIQUE INDEX IF NOT EXISTS {name}_key ON {stage}{distinct}";
        return new CopyTarget(
            $"COPY {target} ({names}) FROM STDIN (FORMAT BINARY)",
            stage,
            $"CREATE TEMPORARY TABLE IF NOT EXISTS {stage} ON COMMIT DROP AS {columns}{uniqueStage}; TRUNCATE {stage}",
            apply)
        {
            MoveHere = decides is not null && write.Operation == BulkOperation.Upsert && !keys.Contains(decides) ? MoveInto(target, decides) : null,
            ApplyToAll = decides is not null && target != whole && write.Operation == BulkOperation.Update ? Update(whole) : null,
        };

        // An array of the keys that are not in the target makes the server look into the indexes, and read no partition as a whole.
        string MoveInto(string place, BulkColumn course)
        {
            var key = keys[0].Identifier;
            var here = string.Join(" AND ", keys.Select(k => $"h.{k.Identifier} = n.{k.Identifier}"));
            return $"UPDATE {whole} t SET {course.Identifier} = s.{course.Identifier} FROM {stage} s WHERE {match} AND t.{course.Identifier} <> s.{course.Identifier} AND t.{key} = ANY(ARRAY("
                + $"SELECT n.{key} FROM {stage} n WHERE NOT EXISTS (SELECT FROM {place} h WHERE {here} AND h.{course.Identifier} = n.{course.Identifier})))";
        }

        string Update(string table) => $"UPDATE {table} t SET {string.Join(", ", write.ColumnsToSet.Select(c => $"{c.Identifier} = s.{c.Identifier}"))} FROM {stage} s WHERE {match}";
    }
}

/// <summary>The column that decides about partitions, and its compiled reading.</summary>
internal sealed class RoutePlan<TEntity>(BulkColumn column) where TEntity : class
{
    public BulkColumn Column => column;

    /// <summary>The column of the table; null where rows have none of that name that is a whole number.</summary>
    public static RoutePlan<TEntity>? Find(BulkWrite<TEntity> write, string? name) =>
        write.Table.Columns.FirstOrDefault(c => c.Name == name) is { IsNullable: false } column && column.ValueType == typeof(long) ? write.Plan(() => new RoutePlan<TEntity>(column)) : null;

    public Action<List<long>, TEntity, BulkWrite<TEntity>> Add { get; } = BulkWrite<TEntity>.CompileRow<List<long>>(
        [column], static (_, list, value) => System.Linq.Expressions.Expression.Call(list, nameof(List<long>.Add), [], System.Linq.Expressions.Expression.Convert(value, typeof(long))));
}
