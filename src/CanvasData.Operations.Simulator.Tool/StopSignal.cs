using System.Runtime.InteropServices;

namespace CanvasData.Operations.Simulator.Tool;

/// <summary>Waits for Ctrl-C or SIGTERM.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _come = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignal()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public Task Come => _come.Task;

    /// <returns>Whether it came within the time.</returns>
    public async Task<bool> IsComeAsync(TimeSpan within)
    {
        await Task.WhenAny(Come, Task.Delay(within));
        return Come.IsCompleted;
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        _come.TrySetResult();
    }
}
