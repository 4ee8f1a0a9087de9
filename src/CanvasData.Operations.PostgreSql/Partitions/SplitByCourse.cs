using System.Globalization;
using CanvasData.Operations.Maintenance;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>Splits the tables of the model by course, a table after the other. The cursor holds the table and the last id that was copied.</summary>
internal sealed class SplitByCourse : IDataTransformation
{
    private const string Swap = "swap";

    public string Name => "canvas-data-course-partitions";

    // After the last migration: earlier ones may change keys.
    public string After => "";

    public IReadOnlyCollection<string> Tables => [];

    public IReadOnlyCollection<string> TablesOf(DbContext context) => [.. PartitionedTable.Of(context).Select(table => table.Name)];

    public bool IsWanted(DbContext context) => PartitionedTable.Of(context).Count > 0;

    public async Task UndoAsync(DbContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var table in PartitionedTable.Of(context))
        {
            await new PartitionSplit((NpgsqlConnection)context.Database.GetDbConnection(), table).DropTwinAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<TransformedBatch> RunBatchAsync(DbContext context, string? cursor, int rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var tables = PartitionedTable.Of(context);
        var place = Place.Parse(cursor);
        var split = new PartitionSplit((NpgsqlConnection)context.Database.GetDbConnection(), tables[place.Table]);
        switch (place.Step)
        {
            case "":
                return await split.BeginAsync(cancellationToken).ConfigureAwait(false)
                    ? new TransformedBatch(place.At(long.MinValue), 0)
                    : new TransformedBatch(place.Next(tables.Count), 0);
            case Swap:
                await split.SwapAsync(cancellationToken).ConfigureAwait(false);
                return new TransformedBatch(place.Next(tables.Count), 0);
            default:
                var (copied, last) = await split.CopyAsync(long.Parse(place.Step, CultureInfo.InvariantCulture), rows, cancellationToken).ConfigureAwait(false);
                return new TransformedBatch(copied < rows ? $"{place.Table}:{Swap}" : place.At(last), copied);
        }
    }

    private readonly record struct Place(int Table, string Step)
    {
        public static Place Parse(string? cursor) => cursor?.Split(':') is [var table, var step] ? new(int.Parse(table, CultureInfo.InvariantCulture), step) : new(0, "");

        public string At(long last) => string.Create(CultureInfo.InvariantCulture, $"{Table}:{last}");

        public string? Next(int count) => Table + 1 < count ? string.Create(CultureInfo.InvariantCulture, $"{Table + 1}:") : null;
    }
}
