using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>What a database holds, in a form that two databases can be compared by.</summary>
internal static class Tables
{
    // The log of work and runs tells what happened, not what is.
    private static readonly Type[] Bookkeeping = [typeof(CanvasCourseLease), typeof(CanvasSyncRun), typeof(CanvasInstance)];

    // Of these only whether they are there counts: when a sync ran differs from run to run.
    private static readonly string[] Times = ["SyncedAt", "FirstSyncedAt", "RecordedAt", "FirstSeenAt", "LastSeenAt", "UpdatedAt", "MissingSince", "RemovedAt", "StateChangedAt", "RemindedAt", "ErasedAt", "ErasureId", "ArchivedAt"];

    /// <summary>Every row of every table, history and lifecycle included, but times of the sync itself.</summary>
    public static Task<Dictionary<string, int>> AllRowsAsync(this SyncHost host) =>
        ReadAsync(host, type => !Bookkeeping.Contains(type.ClrType), []);

    /// <summary>The same without fingerprints of rows, for runs in which several courses share a person.</summary>
    public static Task<Dictionary<string, int>> AllRowsButFingerprintsAsync(this SyncHost host) =>
        ReadAsync(host, type => !Bookkeeping.Contains(type.ClrType), [nameof(CanvasRow.RowHash)]);

    /// <summary>Every row of the mirror. Fingerprints depend on which of several courses told a person first, and how much.</summary>
    public static Task<Dictionary<string, int>> MirrorRowsAsync(this SyncHost host) =>
        ReadAsync(host, type => type.ClrType.IsAssignableTo(typeof(CanvasRow)), [nameof(CanvasRow.RowHash)]);

    public static void ShouldBeTheRows(this Dictionary<string, int> found, Dictionary<string, int> wanted, string because)
    {
        var differences = new List<string>();
        foreach (var (row, count) in wanted.Concat(found).Select(pair => pair.Key).Distinct().Select(row => (row, found.GetValueOrDefault(row) - wanted.GetValueOrDefault(row))))
        {
            if (count != 0)
            {
                differences.Add($"{(count > 0 ? "too many" : "lacking")}: {row}");
            }
        }

        differences.Order(StringComparer.Ordinal).Take(12).Should().BeEmpty($"the tables must be those of an undisturbed sync ({because}; {differences.Count} differences)");
    }

    private static Task<Dictionary<string, int>> ReadAsync(SyncHost host, Func<IEntityType, bool> which, string[] ignored) => host.UseAsync(async context =>
    {
        var rows = new Dictionary<string, int>();
        foreach (var type in context.Model.GetEntityTypes().Where(which))
        {
            var properties = type.GetProperties()
                .Where(property => !(property.IsPrimaryKey() && property.ValueGenerated != ValueGenerated.Never) && !ignored.Contains(property.Name))
                .OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
            var query = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, null)!;
            await foreach (var row in query.IgnoreQueryFilters().AsNoTracking().AsAsyncEnumerable())
            {
                var text = $"{type.ClrType.Name} {string.Join(' ', properties.Select(property => $"{property.Name}={Text(property, row)}"))}";
                rows[text] = rows.GetValueOrDefault(text) + 1;
            }
        }

        return rows;
    });

    private static string Text(IProperty property, object row) => property.PropertyInfo!.GetValue(row) switch
    {
        null => "null",
        _ when Times.Contains(property.Name) => "set",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        string link when link.StartsWith("http://127.0.0.1:", StringComparison.Ordinal) => new Uri(link).PathAndQuery,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => $"\"{value}\"",
    };
}
