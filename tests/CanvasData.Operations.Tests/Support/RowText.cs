using System.Globalization;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Support;

/// <summary>Rows as lines of text, so that tables compare cell by cell and a difference can be read.</summary>
internal static class RowText
{
    private static readonly string[] Bookkeeping =
        [nameof(CanvasRow.RowHash), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.MissingSince), nameof(CanvasRow.LocalEdits)];

    /// <summary>What Canvas said: every column but the sync's own.</summary>
    public static string Told(CanvasRow row) => Line(row, name => !Bookkeeping.Contains(name));

    /// <summary>Every column.</summary>
    public static string Whole(object row) => Line(row, _ => true);

    /// <summary>Compares tables row by row.</summary>
    public static void ShouldHoldTheCellsOf(this IReadOnlyDictionary<string, List<string>> tables, IReadOnlyDictionary<string, List<string>> expected, string because = "")
    {
        tables.Keys.Should().BeEquivalentTo(expected.Keys, because);
        foreach (var (table, rows) in expected)
        {
            tables[table].Should().Equal(rows, $"{table}: {because}");
        }
    }

    /// <summary>Every cell of every table of the model, but those that are made by the clock or by chance.</summary>
    public static async Task<SortedDictionary<string, List<string>>> TablesAsync(DbContext context, Func<string, bool>? columns = null)
    {
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var entity in context.Model.GetEntityTypes().Where(type => type.ClrType.Namespace!.StartsWith("CanvasData.Operations", StringComparison.Ordinal)))
        {
            var read = typeof(RowText).GetMethod(nameof(LinesAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(entity.ClrType);
            tables[entity.ClrType.Name] = await (Task<List<string>>)read.Invoke(null, [context, columns ?? (_ => true)])!;
        }

        return tables;
    }

    private static async Task<List<string>> LinesAsync<T>(DbContext context, Func<string, bool> columns) where T : class
    {
        var rows = await context.Set<T>().IgnoreQueryFilters().AsNoTracking().ToListAsync();
        return [.. rows.Select(row => Line(row, columns)).Order(StringComparer.Ordinal)];
    }

    private static string Line(object row, Func<string, bool> columns) => string.Join(" | ", row.GetType().GetProperties()
        .Where(property => columns(property.Name))
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}={Text(property.GetValue(row))}"));

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
