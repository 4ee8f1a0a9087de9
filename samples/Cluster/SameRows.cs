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

    public static async Task<bool> HaveAsync(Portal one, Portal other)
    {
        var rows = await one.UseAsync(ReadAsync);
        return rows.Count > 0 && rows.Order(StringComparer.Ordinal).SequenceEqual((await other.UseAsync(ReadAsync)).Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> ReadAsync(SchoolContext context)
    {
        var rows = new List<string>();
        foreach (var type in context.Model.GetEntityTypes().Where(type => !Bookkeeping.Contains(type.ClrType)))
        {
            var properties = type.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated != ValueGenerated.Never)).OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
            var table = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, null)!;
            await foreach (var row in table.AsNoTracking().AsAsyncEnumerable())
            {
                rows.Add($"{type.ClrType.Name} {string.Join(' ', properties.Select(property => Text(property, row)))}");
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
