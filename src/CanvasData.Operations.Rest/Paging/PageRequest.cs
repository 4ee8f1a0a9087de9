using CanvasData.Operations.Client;

namespace CanvasData.Operations.Rest;

/// <summary>What a listing or a lookup asks for, made by this client.</summary>
/// <param name="Path">The path under <c>/api/v1/</c>.</param>
/// <param name="Query">The query without its question mark.</param>
/// <param name="Wrapper">The property that holds the rows; null when the body is the rows.</param>
internal readonly record struct Endpoint(string Path, string Query = "", string? Wrapper = null);

/// <summary>One page and what has become of it so far, over all its attempts.</summary>
internal sealed class PageRequest
{
    private const int LargestPage = 100;
    private const int SmallestPage = 10;

    private readonly Func<int, Uri> _address;
    private readonly bool _isFirst;
    private readonly TaskCompletionSource<Uri?> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _perPage = LargestPage;

    private PageRequest(string path, int number, RequestCounter counter, Func<int, Uri> address, bool isFirst)
    {
        Path = path;
        Number = number;
        Usage = counter;
        _address = address;
        _isFirst = isFirst;
    }

    /// <summary>The path of the listing. Never that of a link: those are Canvas's own texts.</summary>
    public string Path { get; }

    public int Number { get; }

    public RequestCounter Usage { get; }

    public int Attempt { get; set; }

    /// <summary>What the last answer said about when to come back; null for nothing.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public Uri Address => _address(_perPage);

    /// <summary>The next link as soon as the headers have brought it; null for none, or when the page failed.</summary>
    public Task<Uri?> Announced => _announced.Task;

    public static PageRequest One(Uri instance, Endpoint endpoint, RequestCounter counter)
    {
        var address = new Uri(instance, $"/api/v1/{endpoint.Path}{(endpoint.Query.Length == 0 ? "" : "?")}{endpoint.Query}");
        return new PageRequest(address.AbsolutePath, 1, counter, _ => address, isFirst: false);
    }

    public static PageRequest First(Uri instance, Endpoint endpoint, RequestCounter counter)
    {
        var start = new Uri(instance, $"/api/v1/{endpoint.Path}");
        var query = endpoint.Query.Length == 0 ? "" : endpoint.Query + "&";
        return new PageRequest(start.AbsolutePath, 1, counter, perPage => new Uri(start, $"?{query}per_page={perPage}"), isFirst: true);
    }

    public PageRequest Following(Uri link) => new(Path, Number + 1, Usage, _ => link, isFirst: false);

    public void Announce(Uri? next) => _announced.TrySetResult(next);

    /// <summary>Asks for fewer rows next time. Only a first page can: later links belong to Canvas.</summary>
    public void Shrink()
    {
        if (_isFirst)
        {
            _perPage = Math.Max(SmallestPage, _perPage / 2);
        }
    }

    public override string ToString() => $"GET {Path} (page {Number}, attempt {Attempt})";
}
