using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CanvasData.Operations.Maintenance;

/// <summary>What the operations of some migrations do to tables, by the names that the tables have before.</summary>
internal sealed partial class TableChanges
{
    // By the name at the moment; null for a table that these migrations made.
    private readonly Dictionary<MigrationTable, MigrationTable?> _originals = [];
    private readonly HashSet<MigrationTable> _concerned = [];
    private readonly HashSet<MigrationTable> _new = [];
    private readonly HashSet<MigrationTable> _dropped = [];
    private readonly HashSet<MigrationTable> _changed = [];
    private readonly Dictionary<MigrationTable, HashSet<string>> _columns = [];
    private readonly List<string> _other = [];
    private readonly HashSet<MigrationTable> _named;

    /// <param name="operations">The operations, in their order.</param>
    /// <param name="known">The tables that raw SQL may name.</param>
    /// <param name="changed">The names of tables whose rows are changed on purpose.</param>
    public TableChanges(IReadOnlyCollection<MigrationOperation> operations, IReadOnlyCollection<MigrationTable> known, IEnumerable<string> changed)
    {
        _named = [.. known, .. operations.SelectMany(NamesOf)];
        foreach (var operation in operations)
        {
            Add(operation);
        }

        foreach (var name in changed)
        {
            foreach (var table in known.Concat(_concerned).Where(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                Change(table);
            }
        }
    }

    /// <summary>The tables that are there before, as far as the migrations know.</summary>
    public IReadOnlyCollection<MigrationTable> Concerned => _concerned;

    /// <summary>The tables that are made, and new names of tables.</summary>
    public IReadOnlyCollection<MigrationTable> New => _new;

    /// <summary>What is done to objects other than tables, without SQL texts.</summary>
    public IReadOnlyList<string> Other => _other;

    /// <summary>Whether something says that the rows of a table change.</summary>
    public bool MayChange(MigrationTable table) => _changed.Contains(table);

    public bool IsDropped(MigrationTable table) => _dropped.Contains(table);

    /// <summary>Whether no operation changes, renames or drops a column.</summary>
    public bool Leaves(MigrationTable table, string column) => !_columns.TryGetValue(table, out var columns) || !columns.Contains(column);

    /// <summary>The name that a table has afterwards.</summary>
    public MigrationTable NameAfter(MigrationTable table) => _originals.FirstOrDefault(pair => pair.Value == table).Key ?? table;

    private void Add(MigrationOperation operation)
    {
        switch (operation)
        {
            case SqlOperation sql:
                foreach (var named in _named.Where(table => Names(sql.Sql, table.Name)))
                {
                    Change(named);
                }

                _other.AddRange(OtherObjects().Matches(sql.Sql).Select(match => $"raw SQL with {Spaces().Replace(match.Value, " ").ToUpperInvariant()}"));
                break;
            case AlterDatabaseOperation database:
                _other.AddRange(database.GetAnnotations().Concat(database.OldDatabase.GetAnnotations()).Select(annotation => annotation.Name).Distinct().Where(name => name.Contains(':', StringComparison.Ordinal)));
                break;
            case SequenceOperation or DropSequenceOperation or RenameSequenceOperation or RestartSequenceOperation or DropSchemaOperation:
                _other.Add(operation.GetType().Name);
                break;
            case RenameTableOperation rename:
                Rename(new MigrationTable(rename.Schema, rename.Name), new MigrationTable(rename.NewSchema ?? rename.Schema, rename.NewName ?? rename.Name));
                break;
            case DropTableOperation drop:
                Drop(new MigrationTable(drop.Schema, drop.Name));
                break;
            case CreateTableOperation create:
                Make(new MigrationTable(create.Schema, create.Name));
                foreach (var key in create.ForeignKeys)
                {
                    Concern(new MigrationTable(key.PrincipalSchema, key.PrincipalTable));
                }

                break;
            case InsertDataOperation or UpdateDataOperation or DeleteDataOperation when operation is ITableMigrationOperation data:
                Change(new MigrationTable(data.Schema, data.Table));
                break;
            case DropIndexOperation { Table: { } table } index:
                Concern(new MigrationTable(index.Schema, table));
                break;
            case RenameIndexOperation { Table: { } table } index:
                Concern(new MigrationTable(index.Schema, table));
                break;
            case ITableMigrationOperation { Table: not null } of:
                Touch(Concern(new MigrationTable(of.Schema, of.Table)), operation);
                break;
        }
    }

    private void Touch(MigrationTable? original, MigrationOperation operation)
    {
        if (operation is AddForeignKeyOperation key)
        {
            Concern(new MigrationTable(key.PrincipalSchema, key.PrincipalTable));
        }

        if (original is not null && operation switch { AlterColumnOperation alter => alter.Name, DropColumnOperation drop => drop.Name, RenameColumnOperation rename => rename.Name, _ => null } is { } column)
        {
            Columns(original).Add(column);
        }
    }

    private void Rename(MigrationTable from, MigrationTable to)
    {
        var original = Concern(from);
        Leave(from);
        _originals[to] = original;
        _new.Add(to);
    }

    private void Make(MigrationTable table)
    {
        _originals[table] = null;
        _new.Add(table);
    }

    private void Drop(MigrationTable table)
    {
        if (Concern(table) is { } original)
        {
            _dropped.Add(original);
        }

        Leave(table);
    }

    // A new name that no table has any more leaves nothing.
    private void Leave(MigrationTable name)
    {
        _originals.Remove(name);
        _new.Remove(name);
    }

    private void Change(MigrationTable table)
    {
        if (Concern(table) is { } original)
        {
            _changed.Add(original);
        }
    }

    /// <returns>The name before; null for a table that these migrations made.</returns>
    private MigrationTable? Concern(MigrationTable table)
    {
        var original = _originals.GetValueOrDefault(table, table);
        if (original is not null)
        {
            _concerned.Add(original);
        }

        return original;
    }

    private static IEnumerable<MigrationTable> NamesOf(MigrationOperation operation)
    {
        if (operation is ITableMigrationOperation { Table: not null } of)
        {
            yield return new MigrationTable(of.Schema, of.Table);
        }

        if (operation is RenameTableOperation rename)
        {
            yield return new MigrationTable(rename.NewSchema ?? rename.Schema, rename.NewName ?? rename.Name);
        }
    }

    private HashSet<string> Columns(MigrationTable table) =>
        _columns.TryGetValue(table, out var columns) ? columns : _columns[table] = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    // Modifiers such as OR REPLACE and MATERIALIZED may stand between; DO and CALL may do anything.
    [GeneratedRegex(@"\b(CREATE|ALTER|DROP)\s+(OR\s+REPLACE\s+|TEMP\s+|TEMPORARY\s+|MATERIALIZED\s+|RECURSIVE\s+|TRUSTED\s+)*(FUNCTION|PROCEDURE|ROUTINE|AGGREGATE|VIEW|SEQUENCE|TYPE|DOMAIN|EXTENSION|SCHEMA|ROLE|USER|COLLATION|CAST|OPERATOR|PUBLICATION|RULE|POLICY|EVENT\s+TRIGGER)\b|(?<=^|;)\s*(DO|CALL)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherObjects();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private static bool Names(string sql, string table) =>
        Regex.IsMatch(sql, $@"(?<!\w){Regex.Escape(table)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
