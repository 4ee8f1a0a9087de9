using System.Collections.Concurrent;

namespace CanvasData.Operations.SchoolPortal.Tests.Support;

/// <summary>One portal and one browser for all tests.</summary>
public sealed class OpenSchool : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _signedIn = [];
    private PortalProcess? _portal;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address => _portal!.Address;

    internal PortalProcess Portal => _portal!;

    private static string Chromium => Environment.GetEnvironmentVariable("CANVASDATA_TEST_CHROMIUM") ?? "/usr/bin/chromium";

    public async Task InitializeAsync()
    {
        var portal = PortalProcess.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        _portal = await portal;
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (_portal?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>A window of somebody who has not signed in.</summary>
    public Task<Visit> VisitAsync(Look? look = null) => OpenAsync(null, look ?? new Look());

    /// <summary>A window in which a demo account is signed in.</summary>
    public async Task<Visit> VisitAsAsync(string account, Look? look = null)
    {
        var state = await _signedIn.GetOrAdd(account, _ => new(() => SignInAsync(account))).Value;
        return await OpenAsync(state, look ?? new Look());
    }

    private async Task<string> SignInAsync(string account)
    {
        await using var visit = await OpenAsync(null, new Look());
        await visit.Page.GotoAsync("/sign-in");
        await visit.Page.ClickAsync($"#as-{account}");
        await visit.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return await visit.Page.Context.StorageStateAsync();
    }

    private async Task<Visit> OpenAsync(string? state, Look look)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(),
            StorageState = state,
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = look.IsNarrow ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 860 },
            Locale = look.Language,
            TimezoneId = "Europe/Stockholm",
        });
        context.SetDefaultTimeout(60_000);
        return new Visit(await context.NewPageAsync());
    }
}

/// <summary>The way in which a window shows the portal.</summary>
/// <param name="IsDark">Whether the reader prefers dark colours.</param>
/// <param name="IsNarrow">Whether the screen is that of a telephone.</param>
/// <param name="Language">The language of the browser.</param>
public sealed record Look(bool IsDark = false, bool IsNarrow = false, string Language = "en-GB");

[CollectionDefinition(Name)]
public sealed class SchoolTests : ICollectionFixture<OpenSchool>
{
    public const string Name = "school";
}
