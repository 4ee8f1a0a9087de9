using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>
/// Writes records into Parquet files of several row groups. A column is named as in the text formats: key.id, value.name, meta.ts. What is
/// an object is the text of one.
/// </summary>
internal sealed class ParquetFiles(LakeTable table, TableShape shape, string directory, int recordsPerFile) : RecordFiles
{
    private const int GroupsPerFile = 4;

    private readonly List<ParquetRow> rows = [];

    public override void Write(long key, DateTimeOffset at, string action, ReadOnlySpan<byte> value, bool isSnapshot) =>
        rows.Add(new ParquetRow(key, at, isSnapshot ? null : action, value.ToArray()));

    public override async Task<IReadOnlyList<string>> FinishAsync()
    {
        var paths = new List<string>();
        foreach (var part in rows.Chunk(recordsPerFile))
        {
            paths.Add(Path.Combine(directory, $"{Guid.NewGuid():N}.parquet"));
            var file = File.Create(paths[^1]);
            await using (file.ConfigureAwait(false))
            {
                await WriteAsync(file, part).ConfigureAwait(false);
            }
        }

        rows.Clear();
        return paths;
    }

    public override void Dispose() => rows.Clear();

    private async Task WriteAsync(Stream file, ParquetRow[] part)
    {
        List<Column> columns =
        [
            new("key.id", "id", row => row.Key),
            new("meta.ts", "time", row => row.At.UtcDateTime),
            new("meta.action", "text", row => row.Action),
            .. table.Columns.Where(column => column.Name != "id" && !shape.Removed.Contains(column.Name))
                .Select(column => new Column($"value.{column.Name}", shape.AsText.Contains(column.Name) ? "text" : column.Type, row => row.Value(column.Name))),
            .. shape.Added.Keys.Select(name => new Column($"value.{name}", "text", row => row.Value(name))),
        ];
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var some in part.Chunk(Math.Max(1, (part.Length + GroupsPerFile - 1) / GroupsPerFile)))
            {
                using var group = writer.CreateRowGroup();
                foreach (var column in columns)
                {
                    await column.WriteAsync(group, some).ConfigureAwait(false);
                }

                group.CompleteValidate();
            }
        }
    }

    /// <summary>A record with its values.</summary>
    private sealed class ParquetRow(long key, DateTimeOffset at, string? action, byte[] value)
    {
        private readonly JsonElement values = value.Length == 0 ? default : JsonElement.Parse(value);

        public long Key => key;

        public DateTimeOffset At => at;

        public string? Action => action;

        public object? Value(string column) =>
            values.ValueKind == JsonValueKind.Object && values.TryGetProperty(column, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
    }

    /// <summary>A column with its type in Parquet.</summary>
    private sealed class Column(string name, string type, Func<ParquetRow, object?> read)
    {
        public DataField Field { get; } = type switch
        {
            "id" => new DataField(name, typeof(long), true),
            "int" => new DataField(name, typeof(int), true),
            "number" => new DataField(name, typeof(double), true),
            "bool" => new DataField(name, typeof(bool), true),
            "time" => new DateTimeDataField(name, DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, isNullable: true),
            _ => new DataField(name, typeof(string), true),
        };

        public Task WriteAsync(ParquetRowGroupWriter group, ParquetRow[] rows) => type switch
        {
            "id" => WriteAsync(group, rows, value => value is JsonElement json ? json.GetInt64() : (long)value),
            "int" => WriteAsync(group, rows, value => ((JsonElement)value).GetInt32()),
            "number" => WriteAsync(group, rows, value => ((JsonElement)value).GetDouble()),
            "bool" => WriteAsync(group, rows, value => ((JsonElement)value).GetBoolean()),
            "time" => WriteAsync(group, rows, value => value is JsonElement json ? DateTime.Parse(json.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : (DateTime)value),
            _ => group.WriteAsync(Field, rows.Select(row => Text(read(row))).ToList()!),
        };

        private static string? Text(object? value) => value is JsonElement json ? json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText() : (string?)value;

        private Task WriteAsync<T>(ParquetRowGroupWriter group, ParquetRow[] rows, Func<object, T> convert) where T : struct =>
            group.WriteAsync<T>(Field, rows.Select(row => read(row) is { } value ? convert(value) : (T?)null).ToArray());
    }
}
