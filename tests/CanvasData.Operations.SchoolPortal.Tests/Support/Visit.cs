using System.Collections.Concurrent;

namespace CanvasData.Operations.SchoolPortal.Tests.Support;

/// <summary>A window with the complaints of its console.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();

    public Visit(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>The errors and warnings of the console so far.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The visible text of the page's content.</summary>
    public Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    /// <summary>The address of the first link whose address ends so.</summary>
    public async Task<string> LinkAsync(string selector) => (await Page.Locator(selector).First.GetAttributeAsync("href"))!;

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
