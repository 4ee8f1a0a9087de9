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

    /// <summary>Sends a form of the page as a browser does that has shown it for a while.</summary>
    /// <returns>The status of the page that comes at last.</returns>
    public Task<int> SendAsync(string handler, string field, string value) => Page.EvaluateAsync<int>(
        """
        async ([handler, field, value]) => {
          const token = document.querySelector('main [name=__RequestVerificationToken]').value;
          const answer = await fetch(location.href, { method: 'POST', body: new URLSearchParams({ _handler: handler, [field]: value, __RequestVerificationToken: token }) });
          return answer.status;
        }
        """,
        new[] { handler, field, value });

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
