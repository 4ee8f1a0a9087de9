using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Quartz.Tests.Support;

/// <summary>A process that works as a node, and can be killed, stopped and continued.</summary>
internal sealed class Node : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigContinue = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _log;

    private Node(Process process)
    {
        _process = process;
        _log = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a node; it is ready when <see cref="ReadyAsync"/> returns.</summary>
    public static Node Start(CanvasSimulator canvas, TestStore store, int courses = 4, int leaseSeconds = 5)
    {
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "CanvasData.Operations.CrashHost.dll"), "node", store.ConnectionString, canvas.BaseAddress.ToString(), canvas.Token,
            courses.ToString(CultureInfo.InvariantCulture), leaseSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        return new Node(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
    }

    public async Task<Node> ReadyAsync()
    {
        await SeeAsync("ready");
        return this;
    }

    public int ProcessId => _process.Id;

    public void Pause() => Signal(SigStop);

    public void Continue() => Signal(SigContinue);

    /// <summary>Stops it as a host stops.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await SeeAsync("stopped");
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SeeAsync(string word)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line == word)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The node ended before it was {word}: {await _log}");
    }

    private void Signal(int signal) => SendSignal(_process.Id, signal).Should().Be(0);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
