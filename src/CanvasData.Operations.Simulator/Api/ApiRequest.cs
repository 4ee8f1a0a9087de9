using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>A request, taken apart once.</summary>
internal sealed partial class ApiRequest
{
    private const string StringIdsType = "application/json+canvas-string-ids";
    private const int DefaultPerPage = 10;

    public ApiRequest(HttpContext http, string host, int maxPerPage)
    {
        Http = http;
        Host = host;
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        Path = mark < 0 ? target : target[..mark];
        // Split before unescaping: an SIS id may hold an escaped slash.
        Segments = [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        StringIds = http.Request.Headers.Accept.ToString().Contains(StringIdsType, StringComparison.OrdinalIgnoreCase);
        PerPage = Math.Clamp(PerPageAsked(), 1, maxPerPage);
        Page = PageToken.Parse(this["page"]);
    }

    public HttpContext Http { get; }

    /// <summary>Scheme, host and port.</summary>
    public string Host { get; }

    public string Path { get; }

    public string[] Segments { get; }

    public bool StringIds { get; }

    public int PerPage { get; }

    public PageToken Page { get; }

    /// <summary>
    /// The number of rows visible to this caller that were deleted ahead of this page after the one before; negative: inserted.
    /// </summary>
    public int Shift { get; set; }

    /// <summary>Answer this page with nothing first, and a link to the page itself.</summary>
    public bool EmptyFirst { get; set; }

    /// <summary>Answer only the first half of this page, and link to the rest.</summary>
    public bool HalfFirst { get; set; }

    public string PathAndQuery => Path + Http.Request.QueryString.Value;

    /// <summary>The same without a token that came as a parameter.</summary>
    public string LoggedPathAndQuery => Has("access_token") ? TokenParameter().Replace(PathAndQuery, "$1") : PathAndQuery;

    public string? this[string name] => Http.Request.Query.TryGetValue(name, out var values) ? (string?)values[^1] : null;

    public bool Has(string name) => Http.Request.Query.ContainsKey(name);

    /// <summary>A switch as Canvas reads it; null when it is not there, or neither.</summary>
    public bool? Flag(string name) => this[name]?.ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "ON" or "1" => true,
        "FALSE" or "F" or "NO" or "N" or "OFF" or "0" => false,
        _ => null,
    };

    public StringValues List(string name) =>
        Http.Request.Query.TryGetValue(name + "[]", out var values) || Http.Request.Query.TryGetValue(name, out values) ? values : StringValues.Empty;

    public bool Includes(string what) => List("include").Contains(what);

    [GeneratedRegex("([?&]access_token=)[^&]*")]
    private static partial Regex TokenParameter();

    private int PerPageAsked()
    {
        if (this["per_page"] is not { } asked)
        {
            return DefaultPerPage;
        }

        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : asked.All(char.IsAsciiDigit) && asked.Length > 0 ? int.MaxValue : 1;
    }
}
