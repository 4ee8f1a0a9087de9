namespace CanvasData.Operations.Monitoring;

/// <summary>An index that might help a statement.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns, in order.</param>
/// <param name="EqualColumns">How many of the first columns are compared with one value.</param>
internal sealed record IndexCandidate(string Table, IReadOnlyList<string> Columns, int EqualColumns)
{
    private const int MaxColumns = 4;

    /// <summary>The indexes to try for a table, the narrowest first.</summary>
    /// <param name="conditions">What the statement compares and orders.</param>
    /// <param name="table">A table of the statement.</param>
    /// <param name="names">The columns of the table, as the database names them; other words of the statement are passed over.</param>
    public static IReadOnlyList<IndexCandidate> Create(SqlConditions conditions, string table, List<string> names)
    {
        var equal = Of(conditions.Equal, table, names);
        var range = Of(conditions.Ranges, table, names).Except(equal).Take(1).ToList();
        var order = Of(conditions.Order, table, names).Except(equal).ToList();
        List<List<string>> columns = [.. equal.Select(column => (List<string>)[column]), equal, [.. equal, .. range], [.. equal, .. order]];
        return
        [
            .. columns.Where(list => list.Count is > 0 and <= MaxColumns).DistinctBy(list => string.Join('\0', list)).OrderBy(list => list.Count)
                .Select(list => new IndexCandidate(table, list, list.Count(equal.Contains))),
        ];
    }

    /// <summary>Whether an index begins with these columns: those that are compared with one value may stand in any order.</summary>
    public bool IsServedBy(IReadOnlyList<string> index) =>
        index.Count >= Columns.Count && index.Take(EqualColumns).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(Columns.Take(EqualColumns)) &&
        index.Skip(EqualColumns).Take(Columns.Count - EqualColumns).SequenceEqual(Columns.Skip(EqualColumns), StringComparer.OrdinalIgnoreCase);

    private static List<string> Of(List<UsedColumn> columns, string table, List<string> names) =>
        [.. columns.Where(column => column.Table.Equals(table, StringComparison.OrdinalIgnoreCase)).Select(column => Find(names, column.Column)).OfType<string>().Distinct()];

    private static string? Find(List<string> names, string column) =>
        names.Find(name => name == column) ?? names.Find(name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
}
