using System.Runtime.InteropServices;

namespace CanvasData.Operations.Simulator.Sample;

/// <summary>Waits for Ctrl-C or SIGTERM.</summary>
internal static class StopSignal
{
    public static async Task WaitAsync()
    {
        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
        await stop.Task;

        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }
}
