using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.TypeScript;

/// <summary>The type of a line of an answer.</summary>
internal enum AnswerLineType
{
    /// <summary>A line outside the contract.</summary>
    Noise,
    Record,
    Skipped,
    Progress,
    Log,
    End,
    Error,
}

/// <summary>A line of an answer, read.</summary>
internal sealed record AnswerLine
{
    public static readonly AnswerLine Noise = new();

    public AnswerLineType Type { get; init; }

    public long Id { get; init; }

    public RecordKind? Kind { get; init; }

    public string? KindName { get; init; }

    public CanvasRecord? Record { get; init; }

    public string? List { get; init; }

    public long? CourseId { get; init; }

    public AnswerError? Error { get; init; }

    public string? Level { get; init; }

    public string? Message { get; init; }

    public long Done { get; init; }

    public long? Total { get; init; }

    public IReadOnlyDictionary<string, long>? Counts { get; init; }

    public long Requests { get; init; }

    public long Retries { get; init; }

    public long Throttled { get; init; }
}

/// <summary>The error of a line.</summary>
internal sealed record AnswerError(string Code, string Message, int? Status, string? Path);

/// <summary>Reads lines of the contract.</summary>
internal static class AnswerLineReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <returns>The line; <see cref="AnswerLine.Noise"/> when it is no line of the contract.</returns>
    /// <exception cref="JsonException">The line begins as one of the contract and cannot be read. Its text and position fit for a message.</exception>
    public static AnswerLine Read(ReadOnlySpan<byte> line)
    {
        var text = line.TrimStart(" \t"u8);
        if (text.IsEmpty || text[0] != (byte)'{')
        {
            return AnswerLine.Noise;
        }

        var reader = new Utf8JsonReader(text, Options);
        try
        {
            reader.Read();
            return ReadMembers(ref reader, text);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            if (!text.StartsWith("{\"type\""u8))
            {
                return AnswerLine.Noise;
            }

            var column = line.Length - text.Length + (error is JsonException { BytePositionInLine: { } position } ? position : reader.TokenStartIndex);
            throw new JsonException("cannot be read", null, 0, column);
        }
    }

    private static AnswerLine ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var line = new Members();
        var payload = (Start: -1, End: -1);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("payload"u8))
            {
                line.Read(ref reader);
                continue;
            }

            reader.Read();
            payload.Start = reader.TokenType == JsonTokenType.StartObject ? (int)reader.TokenStartIndex : -1;
            if (payload.Start >= 0 && line.TryReadLast(text[payload.Start..]) is { } whole)
            {
                return whole;
            }

            reader.Skip();
            payload.End = (int)reader.BytesConsumed;
        }

        // Anything but blanks behind the object is an error of the reader.
        reader.Read();
        if (line.Type == AnswerLineType.Record && line.Kind is { } kind && payload.Start < 0)
        {
            throw new FormatException();
        }

        return line.Finish(line.Type == AnswerLineType.Record ? line.Kind?.Read(text[payload.Start..payload.End]) : null);
    }

    private static AnswerLineType TypeOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? AnswerLineType.Noise
        : reader.ValueTextEquals("record"u8) ? AnswerLineType.Record
        : reader.ValueTextEquals("progress"u8) ? AnswerLineType.Progress
        : reader.ValueTextEquals("log"u8) ? AnswerLineType.Log
        : reader.ValueTextEquals("skipped"u8) ? AnswerLineType.Skipped
        : reader.ValueTextEquals("end"u8) ? AnswerLineType.End
        : reader.ValueTextEquals("error"u8) ? AnswerLineType.Error
        : AnswerLineType.Noise;

    /// <summary>The members of a line as they come, in any order.</summary>
    private ref struct Members
    {
        private long _id;
        private string? _kindName;
        private string? _list;
        private long? _courseId;
        private DateTimeOffset? _answeredAt;
        private AnswerError? _error;
        private string? _level;
        private string? _message;
        private long _done;
        private long? _total;
        private Dictionary<string, long>? _counts;
        private long _requests;
        private long _retries;
        private long _throttled;

        public AnswerLineType Type { get; private set; }

        public RecordKind? Kind { get; private set; }

        public void Read(ref Utf8JsonReader reader)
        {
            // One comparison each: records come by the million, and hold the first four.
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                Type = TypeOf(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                _id = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("kind"u8))
            {
                reader.Read();
                Kind = RecordKinds.Find(ref reader);
                _kindName = Kind?.Name ?? reader.GetString();
            }
            else if (reader.ValueTextEquals("course_id"u8))
            {
                reader.Read();
                _courseId = reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : long.Parse(reader.GetString() ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
            }
            else
            {
                ReadSeldom(ref reader);
            }
        }

        /// <summary>Reads a payload in one pass when it is the last member. Then all of the rest but the last brace is its JSON.</summary>
        /// <param name="rest">The line from the beginning of the payload.</param>
        /// <returns>The line; null when it has to be read member by member.</returns>
        public readonly AnswerLine? TryReadLast(ReadOnlySpan<byte> rest) =>
            Type == AnswerLineType.Record && rest.EndsWith("}}"u8) && Kind?.TryRead(rest[..^1]) is { } record ? Finish(record) : null;

        public readonly AnswerLine Finish(CanvasRecord? record)
        {
            if (record is CourseRecord course)
            {
                course.ServerTime = _answeredAt;
            }

            return new AnswerLine
            {
                Type = Type,
                Id = _id,
                Kind = Kind,
                KindName = _kindName,
                Record = record,
                List = _list,
                CourseId = _courseId,
                Error = _error,
                Level = _level,
                Message = _message,
                Done = _done,
                Total = _total,
                Counts = _counts,
                Requests = _requests,
                Retries = _retries,
                Throttled = _throttled,
            };
        }

        private void ReadSeldom(ref Utf8JsonReader reader)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "answered_at": _answeredAt = reader.GetDateTimeOffset(); break;
                case "list": _list = reader.GetString(); break;
                case "level": _level = reader.GetString(); break;
                case "message": _message = reader.GetString(); break;
                case "done": _done = reader.GetInt64(); break;
                case "total": _total = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64(); break;
                case "requests": _requests = reader.GetInt64(); break;
                case "retries": _retries = reader.GetInt64(); break;
                case "throttled": _throttled = reader.GetInt64(); break;
                case "counts": _counts = ReadCounts(ref reader); break;
                case "error": _error = ReadError(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        private static Dictionary<string, long> ReadCounts(ref Utf8JsonReader reader)
        {
            var counts = new Dictionary<string, long>(StringComparer.Ordinal);
            Expect(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var kind = reader.GetString()!;
                reader.Read();
                counts[kind] = reader.GetInt64();
            }

            return counts;
        }

        private static AnswerError ReadError(ref Utf8JsonReader reader)
        {
            Expect(ref reader, JsonTokenType.StartObject);
            var error = new AnswerError("failed", "", null, null);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "code": error = error with { Code = reader.GetString() ?? "failed" }; break;
                    case "message": error = error with { Message = reader.GetString() ?? "" }; break;
                    case "status": error = error with { Status = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32() }; break;
                    case "path": error = error with { Path = reader.GetString() }; break;
                    default: reader.Skip(); break;
                }
            }

            return error;
        }

        private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
        {
            if (reader.TokenType != type)
            {
                throw new FormatException();
            }
        }
    }
}
