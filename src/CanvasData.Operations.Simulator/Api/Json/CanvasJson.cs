using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Writes Canvas's JSON: ids as numbers or strings as the caller asked, times in whole seconds, floats with a decimal.</summary>
internal sealed class CanvasJson : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter writer;
    private readonly bool stringIds;

    public CanvasJson(IBufferWriter<byte> buffer, bool stringIds, string host)
    {
        writer = new Utf8JsonWriter(buffer, Plain);
        this.stringIds = stringIds;
        Host = host;
    }

    /// <summary>Scheme, host and port, for the links inside objects.</summary>
    public string Host { get; }

    /// <summary>The address of an object of a course, as Canvas writes it.</summary>
    public string Link(long courseId, string kind, long id) => $"{Host}/courses/{Generation.Ids.Short(courseId)}/{kind}/{Generation.Ids.Short(id)}";

    public void Dispose() => writer.Dispose();

    public void Open() => writer.WriteStartObject();

    public void Open(string name) => writer.WriteStartObject(name);

    public void Close() => writer.WriteEndObject();

    public void OpenList() => writer.WriteStartArray();

    public void OpenList(string name) => writer.WriteStartArray(name);

    public void CloseList() => writer.WriteEndArray();

    public void Id(string name, long? id)
    {
        writer.WritePropertyName(name);
        IdValue(id);
    }

    public void IdValue(long? id)
    {
        if (id is not { } value)
        {
            writer.WriteNullValue();
        }
        else if (stringIds)
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }

    public void Ids(string name, IEnumerable<long> ids)
    {
        OpenList(name);
        foreach (var id in ids)
        {
            IdValue(id);
        }

        CloseList();
    }

    public void Text(string name, string? value) => writer.WriteString(name, value);

    public void TextValue(string value) => writer.WriteStringValue(value);

    public void Int(string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public void Bool(string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public void Float(string name, double? value) => Raw(name, value?.ToString(value == Math.Floor(value.Value) ? "0.0" : "R", CultureInfo.InvariantCulture));

    public void Float(string name, decimal? value) => Raw(name, value?.ToString("0.0###", CultureInfo.InvariantCulture));

    public void Time(string name, DateTimeOffset? value) =>
        Text(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A time with the offset of some local zone, as real bodies mix them.</summary>
    public void LocalTime(string name, DateTimeOffset value) =>
        Text(name, value.ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    private void Raw(string name, string? json)
    {
        writer.WritePropertyName(name);
        if (json is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }
}
