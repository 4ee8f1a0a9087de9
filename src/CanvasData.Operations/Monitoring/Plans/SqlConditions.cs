namespace CanvasData.Operations.Monitoring;

/// <summary>A column of a table as a statement uses it.</summary>
internal readonly record struct UsedColumn(string Table, string Column);

/// <summary>
/// The columns of each table that a statement compares or orders by, read from its words. What is misread costs a useless try: each index
/// is checked by the planner of the database before it is suggested.
/// </summary>
internal sealed class SqlConditions
{
    private static readonly string[] NoAliases = ["WHERE", "ON", "JOIN", "LEFT", "RIGHT", "INNER", "FULL", "CROSS", "ORDER", "GROUP", "LIMIT", "SET", "UNION", "HAVING", "USING", "OFFSET", "RETURNING", "FOR", "VALUES", "NATURAL", "EXCEPT", "INTERSECT"];

    private readonly List<(SqlPart Kind, string Text)> _parts = [];
    private readonly Dictionary<string, string> _tables = new(StringComparer.OrdinalIgnoreCase);

    private SqlConditions(string sql)
    {
        var parts = new SqlParts(sql);
        while (parts.Next())
        {
            var text = parts.Kind == SqlPart.Name ? parts.Text[1..Math.Max(1, parts.Text.Length - 1)] : parts.Text;
            _parts.Add((parts.Kind, text.ToString()));
        }
    }

    /// <summary>The columns that are compared with one value or a list of values.</summary>
    public List<UsedColumn> Equal { get; } = [];

    /// <summary>The columns that are compared with a bound.</summary>
    public List<UsedColumn> Ranges { get; } = [];

    /// <summary>The columns of ORDER BY, in order.</summary>
    public List<UsedColumn> Order { get; } = [];

    /// <summary>Whether the statement is one only, so that a database may be asked to explain it.</summary>
    public bool IsSingle { get; private set; } = true;

    public IEnumerable<string> Tables => _tables.Values.Distinct();

    public static SqlConditions Read(string sql)
    {
        var conditions = new SqlConditions(sql);
        conditions.ReadTables();
        conditions.ReadColumns();
        return conditions;
    }

    /// <summary>The table behind an alias or a name of the statement; null when unknown.</summary>
    public string? TableOf(string alias) => _tables.GetValueOrDefault(alias);

    private void ReadTables()
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i] is (SqlPart.Sign, ";") && i < _parts.Count - 1)
            {
                IsSingle = false;
            }

            if (IsWord(i, "FROM", "JOIN", "UPDATE", "INTO") && IsName(i + 1))
            {
                var name = i + 1;
                while (Is(name + 1, ".") && IsName(name + 2))
                {
                    name += 2;
                }

                var table = _parts[name].Text;
                var alias = name + (IsWord(name + 1, "AS") ? 2 : 1);
                _tables[IsName(alias) && !IsWord(alias, NoAliases) ? _parts[alias].Text : table] = table;
            }
        }
    }

    private void ReadColumns()
    {
        var isAssignment = false;
        for (var i = 0; i < _parts.Count; i++)
        {
            isAssignment = IsWord(i, "SET") || (isAssignment && !IsWord(i, "WHERE", "FROM"));
            if (IsWord(i, "ORDER") && IsWord(i + 1, "BY"))
            {
                ReadOrder(i + 2);
            }

            if (isAssignment || ColumnAt(i, out var next) is not { } column)
            {
                continue;
            }

            Add(column, i, next);
            i = next - 1;
        }
    }

    private void Add(UsedColumn column, int at, int next)
    {
        var (before, after) = (Text(at - 1), Text(next));
        if ((after == "=" && Text(next + 1) != "=") || IsWord(next, "IN") || (before == "=" && Text(at - 2) is not ("<" or ">" or "!")))
        {
            AddOnce(Equal, column);
        }
        else if ((after == "<" && Text(next + 1) != ">") || after == ">" || IsWord(next, "BETWEEN") || before is "<" or ">" || (before == "=" && Text(at - 2) is "<" or ">"))
        {
            AddOnce(Ranges, column);
        }
    }

    private void ReadOrder(int at)
    {
        // Of several lists, that of the outermost query comes last.
        Order.Clear();
        while (ColumnAt(at, out var next) is { } column)
        {
            AddOnce(Order, column);
            at = next + (IsWord(next, "ASC", "DESC") ? 1 : 0);
            if (!Is(at, ","))
            {
                break;
            }

            at++;
        }
    }

    private UsedColumn? ColumnAt(int at, out int next)
    {
        next = at + 1;
        if (!IsName(at) || Is(at - 1, "."))
        {
            return null;
        }

        if (Is(at + 1, ".") && IsName(at + 2))
        {
            next = at + 3;
            return _tables.TryGetValue(_parts[at].Text, out var table) ? new UsedColumn(table, _parts[at + 2].Text) : null;
        }

        // A word before a parenthesis is a function or an operator, for example ANY.
        return _tables.Count == 1 && !Is(next, "(") ? new UsedColumn(_tables.Values.Single(), _parts[at].Text) : null;
    }

    private static void AddOnce(List<UsedColumn> columns, UsedColumn column)
    {
        if (!columns.Contains(column))
        {
            columns.Add(column);
        }
    }

    private string Text(int at) => at >= 0 && at < _parts.Count && _parts[at].Kind == SqlPart.Sign ? _parts[at].Text : "";

    private bool Is(int at, string sign) => Text(at) == sign;

    private bool IsName(int at) => at >= 0 && at < _parts.Count && _parts[at].Kind is SqlPart.Name or SqlPart.Word;

    private bool IsWord(int at, params ReadOnlySpan<string> words)
    {
        if (at < 0 || at >= _parts.Count || _parts[at].Kind != SqlPart.Word)
        {
            return false;
        }

        foreach (var word in words)
        {
            if (_parts[at].Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
