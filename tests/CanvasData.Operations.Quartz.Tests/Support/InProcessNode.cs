using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Quartz.Tests.Support;

/// <summary>A node that works in this process until it is disposed of.</summary>
internal sealed class InProcessNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();

    public InProcessNode(ServiceProvider services)
    {
        _services = services;
        Work = Task.Run(() => services.GetRequiredService<IClusterWorker>().RunAsync(_stop.Token));
    }

    /// <summary>Ends when the node stops.</summary>
    public Task Work { get; }

    /// <summary>Stops the node as a host does.</summary>
    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        _stop.Dispose();
    }
}
