using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The query string of a request of the client.</summary>
internal sealed class ApiQuery
{
    private readonly StringBuilder _text = new();

    public ApiQuery Add(string name, object? value)
    {
        if (Text(value) is { } text)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(text));
        }

        return this;
    }

    public ApiQuery Add(string name, IEnumerable<double>? values)
    {
        foreach (var value in values ?? [])
        {
            Add(name, (object)value);
        }

        return this;
    }

    public ApiQuery Add(PageRequest? page)
    {
        foreach (var filter in (page as ListRequest)?.Filters ?? [])
        {
            Add("filter", filter);
        }

        return Add("sort", (page as ListRequest)?.Sort).Add("size", page?.Size).Add("cursor", page?.Cursor);
    }

    /// <summary>The cursor in the link of an answer to its next page; null on the last one.</summary>
    public static string? CursorOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links) || links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) is not { } next)
        {
            return null;
        }

        var target = next[(next.IndexOf('<', StringComparison.Ordinal) + 1)..next.IndexOf('>', StringComparison.Ordinal)];
        return QueryHelpers.ParseQuery(target[target.IndexOf('?', StringComparison.Ordinal)..]).TryGetValue("cursor", out var cursor) ? cursor.ToString() : null;
    }

    public override string ToString() => _text.ToString();

    private static string? Text(object? value) => value switch
    {
        null => null,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
