using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CanvasData.Operations.Maintenance;

/// <summary>What the operations of some migrations do to tables, by the names that the tables have before.</summary>
internal sealed partial class TableChanges
{
    private readonly Dictionary<MigrationTable, MigrationTable> _originals = [];
    private readonly HashSet<MigrationTable> _concerned = [];
    private readonly HashSet<MigrationTable> _made = [];
    private readonly HashSet<MigrationTable> _dropped = [];
    private readonly HashSet<MigrationTable> _changed = [];
    private readonly Dictionary<MigrationTable, HashSet<string>> _columns = [];
    private readonly List<string> _other = [];
    private readonly IReadOnlyCollection<MigrationTable> _known;

    /// <param name="operations">The operations, in their order.</param>
    /// <param name="known">The tables that raw SQL may name.</param>
    /// <param name="changed">The names of tables whose rows are changed on purpose.</param>
    public TableChanges(IEnumerable<MigrationOperation> operations, IReadOnlyCollection<MigrationTable> known, IEnumerable<string> changed)
    {
        _known = known;
        foreach (var operation in operations)
        {
            Add(operation);
        }

        foreach (var name in changed)
        {
            foreach (var table in known.Concat(_concerned).Where(table => string.Equals(table.Name, name, StringComparison.OrdinalIgnoreCase)).ToList())
            {
                Change(Original(table));
            }
        }

        _concerned.ExceptWith(_made);
    }

    /// <summary>The tables that are there before, as far as the migrations know.</summary>
    public IReadOnlyCollection<MigrationTable> Concerned => _concerned;

    /// <summary>The tables that are made, and new names of tables.</summary>
    public IReadOnlyCollection<MigrationTable> New => _made;

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
                foreach (var named in _known.Where(known => Names(sql.Sql, known.Name)))
                {
                    Change(Original(named));
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
                _made.Add(new MigrationTable(create.Schema, create.Name));
                foreach (var key in create.ForeignKeys)
                {
                    Concern(new MigrationTable(key.PrincipalSchema, key.PrincipalTable));
                }

                break;
            case InsertDataOperation or UpdateDataOperation or DeleteDataOperation when operation is ITableMigrationOperation data:
                Change(Original(new MigrationTable(data.Schema, data.Table)));
                break;
            case DropIndexOperation { Table: { } table } index:
                Concern(new MigrationTable(index.Schema, table));
                break;
            case RenameIndexOperation { Table: { } table } index:
                Concern(new MigrationTable(index.Schema, table));
                break;
            case ITableMigrationOperation { Table: not null } of:
                var original = Concern(new MigrationTable(of.Schema, of.Table));
                Touch(original, operation);
                break;
        }
    }

    private void Touch(MigrationTable table, MigrationOperation operation)
    {
        switch (operation)
        {
            case AlterColumnOperation alter:
                Columns(table).Add(alter.Name);
                break;
            case DropColumnOperation drop:
                Columns(table).Add(drop.Name);
                break;
            case RenameColumnOperation rename:
                Columns(table).Add(rename.Name);
                break;
            case AddForeignKeyOperation key:
                Concern(new MigrationTable(key.PrincipalSchema, key.PrincipalTable));
                break;
        }
    }

    private void Rename(MigrationTable from, MigrationTable to)
    {
        var original = Concern(from);
        _originals.Remove(from);
        _originals[to] = original;
        _made.Add(to);
    }

    private void Drop(MigrationTable table)
    {
        // A table that these migrations made themselves leaves nothing.
        if (!_made.Remove(table))
        {
            _dropped.Add(Concern(table));
        }
    }

    private void Change(MigrationTable original)
    {
        _concerned.Add(original);
        _changed.Add(original);
    }

    private MigrationTable Concern(MigrationTable table)
    {
        var original = Original(table);
        _concerned.Add(original);
        return original;
    }

    private MigrationTable Original(MigrationTable table) => _originals.GetValueOrDefault(table, table);

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
