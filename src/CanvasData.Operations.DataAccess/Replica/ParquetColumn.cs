using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using Parquet;
using Parquet.Schema;

namespace CanvasData.Operations.DataAccess;

/// <summary>A column of a Parquet file with the values of one row group.</summary>
internal abstract class ParquetColumn
{
    /// <summary>The part of the record: key, value or meta.</summary>
    public required string Part { get; init; }

    public required string Name { get; init; }

    public required DataField Field { get; init; }

    /// <returns>The column; null when nothing reads it.</returns>
    public static ParquetColumn? Create(DataField field, SourceTable table)
    {
        var path = string.Join('.', field.Path.ToList()).Split('.', 2);
        if (path is not [var part, var name] || !(part is "key" or "meta" || (part == "value" && table.Places.ContainsKey(name))))
        {
            return null;
        }

        // The reader calls the characters of a text its type.
        return field.ClrType == typeof(ReadOnlyMemory<char>) ? new Texts { Part = part, Name = name, Field = field } : Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.String => new Texts { Part = part, Name = name, Field = field },
            TypeCode.Boolean => new Values<bool>((json, value) => json.WriteBooleanValue(value)) { Part = part, Name = name, Field = field },
            TypeCode.Int32 => new Values<int>((json, value) => json.WriteNumberValue(value)) { Part = part, Name = name, Field = field },
            TypeCode.Int64 => new Values<long>((json, value) => json.WriteNumberValue(value)) { Part = part, Name = name, Field = field },
            TypeCode.Single => new Values<float>((json, value) => json.WriteNumberValue(value)) { Part = part, Name = name, Field = field },
            TypeCode.Double => new Values<double>((json, value) => json.WriteNumberValue(value)) { Part = part, Name = name, Field = field },
            TypeCode.Decimal => new Values<decimal>((json, value) => json.WriteNumberValue(value)) { Part = part, Name = name, Field = field },
            TypeCode.DateTime => new Values<DateTime>((json, value) => json.WriteStringValue(DateTime.SpecifyKind(value, DateTimeKind.Utc))) { Part = part, Name = name, Field = field },
            _ => throw new CanvasProtocolException(
                $"Column {name} of table {table.Name} is {field.ClrType.Name} in Parquet, which is not read.", "Set DataAccessOptions.Format to JsonLines."),
        };
    }

    public abstract Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken);

    /// <summary>Writes the name and the value of a row; nothing for null.</summary>
    public abstract void Write(Utf8JsonWriter json, int row);

    private sealed class Texts : ParquetColumn
    {
        private string?[] _values = [];

        public override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken)
        {
            _values = new string?[rows];
            await group.ReadAsync(Field, _values.AsMemory()!, null, cancellationToken).ConfigureAwait(false);
        }

        public override void Write(Utf8JsonWriter json, int row)
        {
            if (_values[row] is { } value)
            {
                json.WriteString(Name, value);
            }
        }
    }

    private sealed class Values<T>(Action<Utf8JsonWriter, T> write) : ParquetColumn where T : struct
    {
        private T?[] _values = [];

        public override async Task LoadAsync(ParquetRowGroupReader group, int rows, CancellationToken cancellationToken)
        {
            _values = new T?[rows];
            if (Field.MaxDefinitionLevel > 0)
            {
                await group.ReadAsync<T>(Field, _values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
                return;
            }

            var values = new T[rows];
            await group.ReadAsync<T>(Field, values.AsMemory(), null, cancellationToken).ConfigureAwait(false);
            for (var row = 0; row < rows; row++)
            {
                _values[row] = values[row];
            }
        }

        public override void Write(Utf8JsonWriter json, int row)
        {
            if (_values[row] is { } value)
            {
                json.WritePropertyName(Name);
                write(json, value);
            }
        }
    }
}
