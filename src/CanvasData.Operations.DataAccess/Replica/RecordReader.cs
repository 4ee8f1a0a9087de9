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

    public string? Kind;

    /// <summary>When work that was not submitted is due, or a grading period closes, in ticks of UTC; null otherwise.</summary>
    public long? Due;

    /// <summary>The place of the values in the line; empty for a deletion.</summary>
    public Range Place;
}

/// <summary>Reads a line of a file without building a tree.</summary>
internal static class RecordReader
{
    /// <returns>Whether the line is a record of the table.</returns>
    public static bool TryRead(SourceTable table, ReadOnlySpan<byte> line, out StagedRecord record)
    {
        record = default;
        var reader = new Utf8JsonReader(line);
        try
        {
            var hasKey = false;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("key"u8))
                {
                    hasKey = ReadKey(table, ref reader, ref record);
                }
                else if (reader.ValueTextEquals("meta"u8))
                {
                    ReadMeta(ref reader, ref record);
                }
                else if (reader.ValueTextEquals("value"u8))
                {
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    if (reader.TokenType == JsonTokenType.StartObject)
                    {
                        ReadValue(table, ref reader, ref record);
                        record.Place = start..(int)reader.BytesConsumed;
                    }
                }
                else
                {
                    reader.Skip();
                }
            }

            if (table.Owner == table.Key)
            {
                record.Owner = record.Key;
            }

            return hasKey && record.At > 0 && reader.TokenType == JsonTokenType.EndObject && (record.IsDeleted || !record.Place.Equals(default));
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

    /// <summary>Whether two versions of a record differ in any of some columns.</summary>
    public static bool Differ(IReadOnlyList<string> columns, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (columns.Count == 0)
        {
            return false;
        }

        var (before, after) = (Parse(left), Parse(right));
        return columns.Any(column => before.GetValueOrDefault(column) != after.GetValueOrDefault(column));

        Dictionary<string, string?> Parse(ReadOnlySpan<byte> value)
        {
            var found = new Dictionary<string, string?>();
            var reader = new Utf8JsonReader(value);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var column = reader.GetString()!;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (columns.Contains(column) && reader.TokenType != JsonTokenType.Null)
                {
                    found[column] = System.Text.Encoding.UTF8.GetString(value[start..(int)reader.BytesConsumed]);
                }
            }

            return found;
        }
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

    private static void ReadValue(SourceTable table, ref Utf8JsonReader reader, ref StagedRecord record)
    {
        var isSubmitted = false;
        var dueRank = int.MaxValue;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOwner = table.Owner is not null && reader.ValueTextEquals(table.Owner);
            var isLink = table.Link is not null && reader.ValueTextEquals(table.Link);
            var isState = reader.ValueTextEquals("workflow_state"u8);
            var isKind = table.KindColumn is not null && reader.ValueTextEquals(table.KindColumn);
            var rank = Rank(table.Due, ref reader);
            var isSubmission = reader.ValueTextEquals("submitted_at"u8);
            reader.Read();
            if (isOwner)
            {
                record.Owner = ReadId(ref reader);
            }
            else if (isLink)
            {
                record.Link = ReadId(ref reader);
            }
            else if (isState)
            {
                record.State = reader.GetString();
            }
            else if (isKind)
            {
                record.Kind = reader.TokenType switch { JsonTokenType.True => "true", JsonTokenType.String => reader.GetString(), _ => null };
            }
            else if (rank < dueRank && ReadMoment(ref reader) is { } due)
            {
                (record.Due, dueRank) = (due, rank);
            }
            else if (isSubmission)
            {
                isSubmitted = reader.TokenType != JsonTokenType.Null;
            }

            reader.Skip();
        }

        record.Due = isSubmitted ? null : record.Due;
    }

    private static int Rank(IReadOnlyList<string> columns, ref Utf8JsonReader reader)
    {
        for (var rank = 0; rank < columns.Count; rank++)
        {
            if (reader.ValueTextEquals(columns[rank]))
            {
                return rank;
            }
        }

        return int.MaxValue;
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
