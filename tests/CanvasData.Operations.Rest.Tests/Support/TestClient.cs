using CanvasData.Operations.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>The client as a host gets it, with a log that is kept.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public const string Token = "CANARY-7f1e~token-that-must-not-show";

    private readonly ServiceProvider _services;

    public TestClient(Uri address, TimeProvider? time = null, Action<CanvasRestOptions>? configure = null, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddCanvasRestClient(options =>
        {
            options.BaseAddress = address;
            options.AccessToken = Token;
            if (time is HurriedTime)
            {
                (options.StallTimeout, options.PageTimeout) = (HurriedTime.Silence, TimeSpan.FromHours(1));
            }

            configure?.Invoke(options);
        });
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
        Canvas = _services.GetRequiredService<ICanvasClient>();
    }

    public ICanvasClient Canvas { get; }

    public RequestCounter Usage { get; } = new();

    public CapturedLog Log { get; } = new();

    public Task<List<SectionRecord>> SectionsAsync(CancellationToken cancellationToken = default) =>
        Canvas.ListSectionsAsync(1, Usage, cancellationToken).ToListAsync(cancellationToken).AsTask();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

