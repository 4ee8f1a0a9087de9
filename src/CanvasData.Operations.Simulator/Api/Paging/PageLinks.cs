using System.Text;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>The Link header of a page.</summary>
internal sealed class PageLinks
{
    // Canvas keeps the header under 6 KB and lets the least important links go first.
    private const int MaxBytes = 6 * 1024;

    private readonly string prefix;
    private readonly string suffix;

    public PageLinks(ApiRequest request, string current)
    {
        var others = request.Http.Request.Query.Where(p => p.Key is not ("page" or "per_page" or "access_token" or "api_key"))
            .SelectMany(p => p.Value, (p, value) => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(value ?? "")}&");
        prefix = $"{request.Host}{request.Path}?{string.Concat(others)}page=";
        suffix = $"&per_page={request.PerPage}";
        Current = To(current);
    }

    public string Current { get; }

    public string? Next { get; set; }

    public string? Prev { get; set; }

    public string? First { get; set; }

    public string? Last { get; set; }

    public string To(string page) => prefix + page + suffix;

    public override string ToString()
    {
        var budget = MaxBytes;
        var keep = new[] { Next, Last, Prev, Current, First }.TakeWhile(link => (budget -= (link?.Length ?? 0) + 16) >= 0).ToArray();
        var header = new StringBuilder();
        Append(header, keep.Length > 3 ? Current : null, "current");
        Append(header, keep.Length > 0 ? Next : null, "next");
        Append(header, keep.Length > 2 ? Prev : null, "prev");
        Append(header, keep.Length > 4 ? First : null, "first");
        Append(header, keep.Length > 1 ? Last : null, "last");
        return header.ToString();
    }

    private static void Append(StringBuilder header, string? link, string rel)
    {
        if (link is not null)
        {
            header.Append(header.Length > 0 ? "," : "").Append('<').Append(link).Append(">; rel=\"").Append(rel).Append('"');
        }
    }
}
