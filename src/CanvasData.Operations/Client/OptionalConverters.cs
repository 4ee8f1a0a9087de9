using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CanvasData.Operations.Client;

/// <summary>Reads <see cref="Optional{T}"/>; a value of the wrong kind becomes a field problem, never an exception.</summary>
internal sealed class OptionalConverterFactory : JsonConverterFactory
{
    private static readonly Dictionary<Type, JsonConverter> Converters = new JsonConverter[]
    {
        new OptionalStringConverter(), new OptionalInt64Converter(), new OptionalInt32Converter(),
        new OptionalDoubleConverter(), new OptionalBooleanConverter(), new OptionalTimeConverter(),
        new OptionalObjectConverter<IReadOnlyList<Optional<long?>>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<IReadOnlyList<string>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<IReadOnlyList<AssignmentOverrideRecord>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<IReadOnlyList<CheckpointRecord>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<IReadOnlyList<CheckpointSubmissionRecord>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<IReadOnlyList<ModuleItemRecord>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<IReadOnlyList<GradingSchemeEntryRecord>>(JsonTokenType.StartArray),
        new OptionalObjectConverter<TermRecord>(JsonTokenType.StartObject),
        new OptionalObjectConverter<UserRecord>(JsonTokenType.StartObject),
        new OptionalObjectConverter<GradesRecord>(JsonTokenType.StartObject),
        new OptionalObjectConverter<DropRulesRecord>(JsonTokenType.StartObject),
        new OptionalObjectConverter<CompletionRequirementRecord>(JsonTokenType.StartObject),
    }.ToDictionary(converter => converter.Type!);

    public override bool CanConvert(Type typeToConvert) => Converters.ContainsKey(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => Converters[typeToConvert];
}

internal abstract class OptionalConverter<T> : JsonConverter<Optional<T?>>
{
    public override bool HandleNull => true;

    public override Optional<T?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return new Optional<T?>(default);
        }

        if (TryRead(ref reader, options, out var value))
        {
            return new Optional<T?>(value);
        }

        var found = reader.TokenType;
        reader.Skip();
        return Optional<T?>.Unreadable($"expected {Expected}, found {Describe(found)}");
    }

    protected abstract string Expected { get; }

    protected abstract bool TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options, out T? value);

    public override void Write(Utf8JsonWriter writer, Optional<T?> value, JsonSerializerOptions options)
    {
        if (value.IsSpecified && value.Problem is null && value.Value is not null)
        {
            WriteValue(writer, value.Value, options);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    protected abstract void WriteValue(Utf8JsonWriter writer, T value, JsonSerializerOptions options);

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "another text",
        JsonTokenType.Number => "another number",
        _ => "true or false",
    };
}

internal sealed class OptionalStringConverter : OptionalConverter<string>
{
    protected override string Expected => "a text";

    protected override bool TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options, out string? value)
    {
        // Some versions of Canvas send numbers where texts are documented; their text is what is meant.
        value = reader.TokenType switch
        {
            JsonTokenType.String => TolerantText.Read(ref reader),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => null,
        };
        return value is not null;
    }

    protected override void WriteValue(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal abstract class OptionalStructConverter<T> : JsonConverter<Optional<T?>> where T : struct
{
    public override bool HandleNull => true;

    public override Optional<T?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        T value;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return new Optional<T?>(null);
            // Some versions of Canvas write an empty text where there is nothing.
            case JsonTokenType.String when !reader.HasValueSequence && reader.ValueSpan.Trim((byte)' ').IsEmpty:
            case JsonTokenType.String when reader.HasValueSequence && reader.ValueSequence.IsEmpty:
                return new Optional<T?>(null);
            case JsonTokenType.String when !reader.HasValueSequence && TryRead(reader.ValueSpan, out value):
                return new Optional<T?>(value);
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when !reader.HasValueSequence && TryRead(reader.ValueSpan, out value):
                return new Optional<T?>(value);
            case JsonTokenType.String or JsonTokenType.Number when reader.HasValueSequence && reader.ValueSequence.Length <= 64 && TryRead(reader.ValueSequence.ToArray(), out value):
                return new Optional<T?>(value);
            default:
                reader.Skip();
                return Optional<T?>.Unreadable($"expected {Expected}, found something else");
        }
    }

    protected abstract string Expected { get; }

    protected abstract bool TryRead(ReadOnlySpan<byte> text, out T value);

    public override void Write(Utf8JsonWriter writer, Optional<T?> value, JsonSerializerOptions options)
    {
        if (value is { IsSpecified: true, Problem: null, Value: { } specified })
        {
            WriteValue(writer, specified);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    protected abstract void WriteValue(Utf8JsonWriter writer, T value);
}

internal sealed class OptionalInt64Converter : OptionalStructConverter<long>
{
    protected override string Expected => "a whole number of 64 bits";

    // An object of another shard is written 2107~1002, which is 21070000000001002: the shard, and an id of up to 13 digits.
    private const long ShardSize = 10_000_000_000_000;

    protected override bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        if (!Utf8Parser.TryParse(text, out value, out var read))
        {
            return false;
        }

        if (read == text.Length)
        {
            return true;
        }

        if (text[read] != '~' || value is < 0 or > long.MaxValue / ShardSize || !Utf8Parser.TryParse(text[(read + 1)..], out long local, out var rest) ||
            rest != text.Length - read - 1 || local is < 0 or >= ShardSize || local > long.MaxValue - (value * ShardSize))
        {
            return false;
        }

        value = (value * ShardSize) + local;
        return true;
    }

    protected override void WriteValue(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);
}

internal sealed class OptionalInt32Converter : OptionalStructConverter<int>
{
    protected override string Expected => "a whole number of 32 bits";

    protected override bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        if (Utf8Parser.TryParse(text, out value, out var read) && read == text.Length)
        {
            return true;
        }

        // "1.0" is how some versions write a count.
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue)
        {
            value = (int)number;
            return true;
        }

        return false;
    }

    protected override void WriteValue(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);
}

internal sealed class OptionalDoubleConverter : OptionalStructConverter<double>
{
    protected override string Expected => "a number";

    protected override bool TryRead(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;

    protected override void WriteValue(Utf8JsonWriter writer, double value)
    {
        // JSON has no word for 1e400, which is read as infinity and rejected.
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

internal sealed class OptionalBooleanConverter : OptionalStructConverter<bool>
{
    protected override string Expected => "true or false";

    protected override bool TryRead(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.SequenceEqual("true"u8) || text.SequenceEqual("1"u8);
        return value || text.SequenceEqual("false"u8) || text.SequenceEqual("0"u8);
    }

    protected override void WriteValue(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);
}

internal sealed class OptionalTimeConverter : OptionalStructConverter<DateTimeOffset>
{
    protected override string Expected => "an ISO 8601 time";

    protected override bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        // Utf8Parser's 'O' wants a fraction; Canvas's usual form is 2026-01-31T12:34:56Z.
        if (text.Length == 20 && text[19] == 'Z' && text[10] == 'T' &&
            Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day) &&
            Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second) &&
            year is > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60)
        {
            value = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
            return true;
        }

        value = default;
        // A time without an offset would otherwise be read in the zone of this machine.
        return text.Length <= 40 && text.Length >= 8 && !text.Contains((byte)'\\') && text[..4].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 &&
            DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }

    protected override void WriteValue(Utf8JsonWriter writer, DateTimeOffset value) => writer.WriteStringValue(value);

    private static bool Number(ReadOnlySpan<byte> digits, out int value) =>
        Utf8Parser.TryParse(digits, out value, out var read) && read == digits.Length;
}

internal sealed class OptionalObjectConverter<T>(JsonTokenType start) : OptionalConverter<T> where T : class
{
    protected override string Expected => start == JsonTokenType.StartArray ? "an array" : "an object";

    protected override bool TryRead(ref Utf8JsonReader reader, JsonSerializerOptions options, out T? value)
    {
        value = null;
        if (reader.TokenType != start)
        {
            return false;
        }

        var before = reader;
        try
        {
            value = (T?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(T)));
            return true;
        }
        catch (JsonException)
        {
            reader = before;
            return false;
        }
    }

    protected override void WriteValue(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(typeof(T)));
}
