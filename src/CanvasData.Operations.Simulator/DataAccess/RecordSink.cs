using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CanvasData.Operations.Simulator.DataAccess;

/// <summary>Takes the records of one table as JSON, one at a time.</summary>
internal sealed class RecordSink(TableShape shape, RecordSink.Taker take) : IDisposable
{
    private const int Thousandths = 1_000;

    // Columns that a program fills hold fractions of a second; dates that people choose are whole.
    private static readonly HashSet<string> WithFractions =
        ["created_at", "updated_at", "submitted_at", "graded_at", "posted_at", "last_activity_at", "current_login_at", "last_login_at"];

    private readonly ArrayBufferWriter<byte> buffer = new(4_096);
    private readonly Utf8JsonWriter json = new(Stream.Null);
    private long key;

    /// <summary>Receives a record.</summary>
    /// <param name="key">The key of the record.</param>
    /// <param name="hash">A hash of its values.</param>
    /// <param name="value">Its values as a JSON object.</param>
    public delegate void Taker(long key, ulong hash, ReadOnlySpan<byte> value);

    public RecordSink Begin(long id)
    {
        key = id;
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        return this;
    }

    /// <summary>Writes an id or a whole number. The key of the record stands outside of its values.</summary>
    public RecordSink Id(string column, long? value)
    {
        if (column != "id" && Has(column, value is not null))
        {
            Put(column, value!.Value);
        }

        return this;
    }

    public RecordSink Number(string column, double? value)
    {
        if (Has(column, value is not null))
        {
            json.WriteNumber(column, value!.Value);
        }

        return this;
    }

    public RecordSink Flag(string column, bool? value)
    {
        if (Has(column, value is not null))
        {
            json.WriteBoolean(column, value!.Value);
        }

        return this;
    }

    public RecordSink Text(string column, string? value)
    {
        if (Has(column, value is not null))
        {
            json.WriteString(column, value);
        }

        return this;
    }

    public RecordSink Time(string column, DateTimeOffset? value)
    {
        if (Has(column, value is not null))
        {
            json.WriteString(column, Stamp(WithFractions.Contains(column) ? value!.Value.AddMilliseconds(key % Thousandths) : value!.Value));
        }

        return this;
    }

    public RecordSink Object(string column, Action<Utf8JsonWriter> write)
    {
        if (Has(column, true))
        {
            json.WritePropertyName(column);
            write(json);
        }

        return this;
    }

    public void End()
    {
        foreach (var (name, text) in shape.Added)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
        json.Flush();
        if (shape.Rewrite is { } rewrite)
        {
            if (rewrite(key, JsonNode.Parse(buffer.WrittenSpan)!.AsObject()) is not { } rewritten)
            {
                return;
            }

            buffer.ResetWrittenCount();
            json.Reset(buffer);
            rewritten.WriteTo(json);
            json.Flush();
        }

        take(key, XxHash3.HashToUInt64(buffer.WrittenSpan), buffer.WrittenSpan);
    }

    public void Dispose() => json.Dispose();

    /// <summary>A time as the platform writes it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private bool Has(string column, bool hasValue)
    {
        if (shape.Removed.Contains(column))
        {
            return false;
        }

        if (!hasValue && shape.WritesNulls)
        {
            json.WriteNull(column);
        }

        return hasValue;
    }

    private void Put(string column, long value)
    {
        if (shape.AsText.Contains(column))
        {
            json.WriteString(column, value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber(column, value);
        }
    }
}

/// <summary>The changes of a table's schema so far.</summary>
internal sealed class TableShape
{
    public int Version { get; set; } = 1;

    public Dictionary<string, string> Added { get; } = [];

    public HashSet<string> Removed { get; } = [];

    public HashSet<string> AsText { get; } = [];

    /// <summary>Changes the values of a record, or leaves it out with null; null for no change.</summary>
    public Func<long, JsonObject, JsonObject?>? Rewrite { get; set; }

    /// <summary>Changes a line of a file; null for no change.</summary>
    public Func<string, string>? RewriteLine { get; set; }

    /// <summary>Whether a null is written out; else its column is left out. Both occur.</summary>
    public bool WritesNulls { get; init; }
}
