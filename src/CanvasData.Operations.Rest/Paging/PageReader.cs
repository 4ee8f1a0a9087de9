using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.Rest;

/// <summary>The rows of one page, where the next one is (null for the last), and Canvas's clock when it answered.</summary>
internal sealed record ListPage<T>(List<T> Rows, Uri? Next, DateTimeOffset? ServerTime);

/// <summary>Reads a body into records, row by row: one bad row never spoils a page, and half a page is none.</summary>
internal ref struct PageReader
{
    private readonly CanvasResponse _answer;
    private Utf8JsonReader _reader;
    private Uri? _next;

    private PageReader(CanvasResponse answer)
    {
        _answer = answer;
        _next = answer.Next;

        // Knowing that more may come, the reader can distinguish a body cut short from one that is wrong. A row nested
        // deeper than its own reader takes (64) is passed over and reported.
        _reader = new Utf8JsonReader(answer.Body, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1000 }));
    }

    /// <summary>A page of a list; <paramref name="wrapper"/> is the property that holds the list, null for a bare array.</summary>
    public static ListPage<T> ReadMany<T>(CanvasResponse answer, string? wrapper) where T : CanvasRecord, new()
    {
        try
        {
            var page = new PageReader(answer);
            page.Advance();
            var rows = (wrapper is null ? page.ReadRows<T>() : page.ReadWrappedRows<T>(wrapper))
                ?? throw answer.Unexpected("got no list where one belongs, with a status of success");
            page.ExpectEnd();
            return new ListPage<T>(rows, page._next, answer.ServerTime);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw answer.Unexpected("got a body that is not JSON");
        }
    }

    /// <summary>One object; <paramref name="wrapper"/> is the property that holds it, null for the bare object.</summary>
    public static T ReadOne<T>(CanvasResponse answer, string? wrapper) where T : CanvasRecord, new()
    {
        try
        {
            var page = new PageReader(answer);
            page.Advance();
            if ((wrapper is not null && !page.TryEnter(wrapper)) || page._reader.TokenType != JsonTokenType.StartObject)
            {
                throw answer.Unexpected("got no object where one belongs, with a status of success");
            }

            var record = page.ReadRow<T>();
            while (page._reader.CurrentDepth > 0)
            {
                page.Advance();
            }

            page.ExpectEnd();
            return record;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw answer.Unexpected("got a body that is not JSON");
        }
    }

    private List<T>? ReadRows<T>() where T : CanvasRecord, new()
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var rows = new List<T>(100);
        Advance();
        while (_reader.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(ReadRow<T>());
            Advance();
        }

        return rows;
    }

    private List<T>? ReadWrappedRows<T>(string wrapper) where T : CanvasRecord, new()
    {
        List<T>? rows = null;
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            Advance();
        }

        while (_reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = _reader.ValueTextEquals(wrapper);
            var isMeta = _reader.ValueTextEquals("meta"u8);
            Advance();
            if (isRows)
            {
                rows = ReadRows<T>();
            }
            else if (isMeta)
            {
                ReadMetaLink();
            }

            Pass();
            Advance();
        }

        return rows;
    }

    private void ReadMetaLink()
    {
        using var meta = JsonDocument.Parse(PassedOver().ToArray());
        if (_next is null && meta.RootElement.ValueKind == JsonValueKind.Object
            && meta.RootElement.TryGetProperty("pagination", out var pagination) && pagination.ValueKind == JsonValueKind.Object
            && pagination.TryGetProperty("next", out var link) && link.ValueKind == JsonValueKind.String)
        {
            _next = _answer.Follow(link.GetString()!);
        }
    }

    private T ReadRow<T>() where T : CanvasRecord, new()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Pass();
            return new T { Problem = "an entry of the list is not an object" };
        }

        try
        {
            return JsonSerializer.Deserialize(PassedOver(), CanvasJson.TypeOf<T>())!;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return new T { Problem = "the object cannot be read: it is nested too deep, or a name in it is not UTF-8" };
        }
    }

    private bool TryEnter(string property)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        Advance();
        while (_reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = _reader.ValueTextEquals(property);
            Advance();
            if (isIt)
            {
                return true;
            }

            Pass();
            Advance();
        }

        return false;
    }

    /// <summary>Passes over the value that starts here; its bytes.</summary>
    private ReadOnlySpan<byte> PassedOver()
    {
        var start = (int)_reader.TokenStartIndex;
        Pass();
        return _answer.Body[start..(int)_reader.BytesConsumed];
    }

    private void Advance()
    {
        if (!_reader.Read())
        {
            throw _answer.CutShort();
        }
    }

    private void Pass()
    {
        if (!_reader.TrySkip())
        {
            throw _answer.CutShort();
        }
    }

    // The reader throws at anything but blanks behind the value.
    private void ExpectEnd() => _reader.Read();
}
