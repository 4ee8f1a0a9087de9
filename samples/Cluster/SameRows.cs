using System.Globalization;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.ClusterSample;

/// <summary>Compares the tables of two portals, row by row.</summary>
internal static class SameRows
{
    // The log of the work says what happened, not what is.
    private static readonly Type[] Bookkeeping =
        [typeof(CanvasCourseLease), typeof(CanvasSyncRun), typeof(CanvasInstance), typeof(CanvasClusterRun), typeof(CanvasClusterCourse), typeof(CanvasRequestShare)];

    // Of these only whether they are there counts: the syncs ran at different times. Fingerprints depend on the order of the courses of a person.
    private static readonly string[] Times =
        ["SyncedAt", "FirstSyncedAt", "RecordedAt", "FirstSeenAt", "LastSeenAt", "UpdatedAt", "MissingSince", "RemovedAt", "StateChangedAt", nameof(CanvasRow.RowHash)];

    /// <summary>Finds the rows that only one of two portals has.</summary>
    /// <returns>A line for each: the side, the table, and all columns but keys that the database makes. Empty when the tables are equal.</returns>
    public static async Task<IReadOnlyList<string>> FindDifferencesAsync(Portal one, Portal other)
    {
        var (expected, found) = (await one.UseAsync(ReadAsync), await other.UseAsync(ReadAsync));
        return expected.Count == 0
            ? ["The tables of the single worker are empty."]
            : [.. Without(expected, found).Select(row => $"only with one worker: {row}"), .. Without(found, expected).Select(row => $"only with all workers: {row}")];
    }

    // Equal rows may be there several times.
    private static IEnumerable<string> Without(IEnumerable<string> rows, IEnumerable<string> others)
    {
        var counts = others.CountBy(row => row).ToDictionary();
        return rows.CountBy(row => row).SelectMany(row => Enumerable.Repeat(row.Key, Math.Max(0, row.Value - counts.GetValueOrDefault(row.Key)))).Order(StringComparer.Ordinal);
    }

    private static async Task<List<string>> ReadAsync(SchoolContext context)
    {
        var rows = new List<string>();
        foreach (var type in context.Model.GetEntityTypes().Where(type => !Bookkeeping.Contains(type.ClrType)))
        {
            // The key first, so that both sides of a changed row come at the same place.
            var properties = type.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated != ValueGenerated.Never))
                .OrderByDescending(property => property.IsKey()).ThenBy(property => property.Name, StringComparer.Ordinal).ToList();
            var table = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, null)!;
            await foreach (var row in table.AsNoTracking().AsAsyncEnumerable())
            {
                rows.Add($"{type.ClrType.Name} {string.Join(' ', properties.Select(property => $"{property.Name}={Text(property, row)}"))}");
            }
        }

        return rows;
    }

    private static string Text(IProperty property, object row) => property.PropertyInfo!.GetValue(row) switch
    {
        null => "null",
        _ when Times.Contains(property.Name) => "set",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString()!,
    };
}
