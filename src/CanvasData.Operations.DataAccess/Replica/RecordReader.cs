using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.DataAccess;

/// <summary>A record as the platform sent it, with what the staging needs of it.</summary>
internal struct StagedRecord
{
    public long Key;

    public long? Owner;

    public long? Link;

    public string? State;

    /// <summary>When the platform committed it, in ticks of UTC.</summary>
    public long At;

    public bool IsDeleted;

    /// <summary>Whether it is of the kind that is staged.</summary>
    public bool IsOfKind;

    /// <summary>When work that was not submitted is due, or a grading period closes, in ticks of UTC; null otherwise.</summary>
    public long? Due;
}

/// <summary>
/// Reads the lines of a table without building a tree. Of the values it keeps the columns that are staged, as a list of JSON in their order.
/// One instance reads one line at a time.
/// </summary>
internal sealed class RecordReader
{
    private const int LongestName = 128;

    private readonly SourceTable _table;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _placeOf;
    private readonly (int Start, int Length)[] _values;
    private readonly ArrayBufferWriter<byte> _body = new(1 << 10);
    private readonly List<(byte[] Json, string Text)> _states = [];
    private readonly int[] _due;
    private readonly byte[]? _kind;

    public RecordReader(SourceTable table)
    {
        _table = table;
        _placeOf = new Dictionary<string, int>(table.Places).GetAlternateLookup<ReadOnlySpan<char>>();
        _values = new (int, int)[table.Columns.Count];
        _due = [.. table.Due.Select(column => table.Places[column])];
        _kind = table.Kind is null ? null : Encoding.UTF8.GetBytes(table.Kind);
    }

    /// <summary>The values of the last record as a list of JSON; nothing for a deletion.</summary>
    public ReadOnlySpan<byte> Body => _body.WrittenSpan;

    /// <returns>Whether the line is a record of the table.</returns>
    public bool TryRead(ReadOnlySpan<byte> line, out StagedRecord record)
    {
        record = default;
        Array.Clear(_values);
        _body.ResetWrittenCount();
        var reader = new Utf8JsonReader(line);
        try
        {
            var (hasKey, hasValues) = (false, false);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("key"u8))
                {
                    hasKey = ReadKey(_table, ref reader, ref record);
                }
                else if (reader.ValueTextEquals("meta"u8))
                {
                    ReadMeta(ref reader, ref record);
                }
                else if (reader.ValueTextEquals("value"u8))
                {
                    hasValues = ReadValues(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (!hasKey || record.At <= 0 || reader.TokenType != JsonTokenType.EndObject || !(record.IsDeleted || hasValues))
            {
                return false;
            }

            Fill(ref record, line);
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // A line that is no record of this table.
            return false;
        }
    }

    /// <summary>Finds the key in a line that is no readable record; null when that cannot be read either.</summary>
    public static long? FindKey(SourceTable table, ReadOnlySpan<byte> line)
    {
        var record = default(StagedRecord);
        var reader = new Utf8JsonReader(line);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("key"u8) && ReadKey(table, ref reader, ref record))
                {
                    return record.Key;
                }

                reader.Skip();
            }

            return null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether two versions of the values of a record differ in a column that decides which work is listed.</summary>
    public static bool DecidesOtherwise(SourceTable table, byte[]? before, ReadOnlySpan<byte> now)
    {
        foreach (var column in table.DecidesWork)
        {
            if (!Value(before, table.Places[column]).SequenceEqual(Value(now, table.Places[column])))
            {
                return true;
            }
        }

        return false;
    }

    // What has no value is null, also behind the end of the list.
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> body, int place)
    {
        if (body.IsEmpty)
        {
            return default;
        }

        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (place-- == 0)
            {
                return reader.TokenType == JsonTokenType.Null ? default : body[start..(int)reader.BytesConsumed];
            }
        }

        return default;
    }

    private static bool ReadKey(SourceTable table, ref Utf8JsonReader reader, ref StagedRecord record)
    {
        var found = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueTextEquals(table.Key);
            reader.Read();
            if (isKey && ReadId(ref reader) is { } key)
            {
                (record.Key, found) = (key, true);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }

    private static void ReadMeta(ref Utf8JsonReader reader, ref StagedRecord record)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isMoment, isAction) = (reader.ValueTextEquals("ts"u8), reader.ValueTextEquals("action"u8));
            reader.Read();
            if (isMoment)
            {
                record.At = ReadMoment(ref reader) ?? 0;
            }
            else if (isAction)
            {
                record.IsDeleted = reader.ValueTextEquals("D"u8);
            }

            reader.Skip();
        }
    }

    /// <summary>Notes where the values of the columns lie in the line.</summary>
    /// <returns>Whether there are values.</returns>
    private bool ReadValues(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        Span<char> name = stackalloc char[LongestName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var place = -1;
            if (reader.ValueSpan.Length <= LongestName && _placeOf.TryGetValue(name[..reader.CopyString(name)], out var found))
            {
                place = found;
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (place >= 0 && reader.TokenType != JsonTokenType.Null)
            {
                _values[place] = (start, (int)reader.BytesConsumed - start);
            }
        }

        return true;
    }

    private void Fill(ref StagedRecord record, ReadOnlySpan<byte> line)
    {
        record.Owner = _table.Owner == _table.Key ? record.Key : IdOf(_table.Owner, line);
        record.Link = IdOf(_table.Link, line);
        record.State = StateOf(Json(States.Column, line));
        record.IsOfKind = _kind is null || Json(_table.KindColumn!, line).SequenceEqual(_kind);
        if (_due.Length > 0)
        {
            record.Due = DueOf(line);
        }

        if (!record.IsDeleted)
        {
            Write(line);
        }
    }

    private ReadOnlySpan<byte> Json(int place, ReadOnlySpan<byte> line) => line.Slice(_values[place].Start, _values[place].Length);

    private ReadOnlySpan<byte> Json(string column, ReadOnlySpan<byte> line) => Json(_table.Places[column], line);

    private long? IdOf(string? column, ReadOnlySpan<byte> line)
    {
        if (column is null || Json(column, line).IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(Json(column, line));
        reader.Read();
        return ReadId(ref reader);
    }

    // There are few states, so that each is made a text once.
    private string? StateOf(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return null;
        }

        foreach (var (known, text) in _states)
        {
            if (json.SequenceEqual(known))
            {
                return text;
            }
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        var state = reader.GetString()!;
        if (_states.Count < LongestName)
        {
            _states.Add((json.ToArray(), state));
        }

        return state;
    }

    private long? DueOf(ReadOnlySpan<byte> line)
    {
        if (_table.Places.TryGetValue("submitted_at", out var submitted) && _values[submitted].Length > 0)
        {
            return null;
        }

        foreach (var place in _due)
        {
            var json = Json(place, line);
            if (json.IsEmpty)
            {
                continue;
            }

            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (ReadMoment(ref reader) is { } due)
            {
                return due;
            }
        }

        return null;
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        var last = Array.FindLastIndex(_values, value => value.Length > 0);
        for (var place = 0; place <= last; place++)
        {
            _body.Write(place == 0 ? "["u8 : ","u8);
            _body.Write(_values[place].Length == 0 ? "null"u8 : Json(place, line));
        }

        _body.Write(last < 0 ? "[]"u8 : "]"u8);
    }

    // In ticks of UTC. The usual form is read without making a text of it; a time without a zone is one of UTC.
    private static long? ReadMoment(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? null
            : reader.ValueSpan.EndsWith("Z"u8) && reader.TryGetDateTimeOffset(out var moment) ? moment.UtcTicks
            : Moments.Read(reader.GetString())?.UtcTicks;

    // Numbers by the document; a text would be lost as a key otherwise.
    private static long? ReadId(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var id) => id,
        JsonTokenType.String when long.TryParse(reader.ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out var id) => id,
        _ => null,
    };
}
