using CanvasData.Operations.Model;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Compares two mirrors of one school.</summary>
internal static class Differences
{
    /// <returns>The columns that differ anywhere, and the tables of rows that one mirror lacks.</returns>
    public static IReadOnlyCollection<string> Between(
        IReadOnlyDictionary<(string Table, long Id, string Column), string?> rest, IReadOnlyDictionary<(string Table, long Id, string Column), string?> tables)
    {
        // REST shows nothing of a restricted course but its id.
        var stubs = rest.Where(pair => pair.Key.Column == nameof(CanvasCourse.AccessRestrictedByDate) && pair.Value == "True").Select(pair => pair.Key.Id).ToHashSet();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in rest.Keys.Union(tables.Keys).Where(key => key.Table != nameof(CanvasCourse) || !stubs.Contains(key.Id)))
        {
            var (isLeft, isRight) = (rest.TryGetValue(key, out var left), tables.TryGetValue(key, out var right));
            if (!isLeft || !isRight)
            {
                found.Add(key.Table);
            }
            else if (left != right)
            {
                found.Add($"{key.Table}.{key.Column}");
            }
        }

        return found;
    }
}
