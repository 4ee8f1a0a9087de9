using System.Diagnostics;
using System.Runtime.InteropServices;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>A process that syncs when told to, and can be killed, stopped and continued.</summary>
internal sealed class CrashChild : IAsyncDisposable
{
    private const int SigStop = 19;
    private const int SigContinue = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private CrashChild(Process process) => _process = process;

    /// <param name="canvas">The Canvas to read.</param>
    /// <param name="store">The database to write.</param>
    /// <param name="leaseSeconds">How long its claims outlive its silence; a busy machine may leave it alone for some seconds.</param>
    public static CrashChild Start(CanvasSimulator canvas, TestStore store, int leaseSeconds = 60) => Start("dotnet", Arguments(canvas, store, leaseSeconds));

    /// <summary>Starts one whose temporary folder is a disk of its own, of so many kilobytes, gone with the process.</summary>
    public static CrashChild StartOnSmallDisk(CanvasSimulator canvas, TestStore store, int kilobytes)
    {
        var mount = $"mount -t tmpfs -o size={kilobytes}k tmpfs /mnt && TMPDIR=/mnt exec dotnet \"$@\"";
        return Start("unshare", [.. (string[])["--mount", "--map-root-user", "sh", "-c", mount, "sh"], .. Arguments(canvas, store, leaseSeconds: 60)]);
    }

    /// <summary>Starts one in a container of its own as far as processes go: with the same host name, and process ids from 1.</summary>
    public static CrashChild StartAmongOwnProcesses(CanvasSimulator canvas, TestStore store) =>
        Start("unshare", [.. (string[])["--pid", "--fork", "--kill-child", "--mount-proc", "--map-root-user", "dotnet"], .. Arguments(canvas, store, leaseSeconds: 60)]);

    /// <summary>Waits until it is warm, and lets it sync.</summary>
    /// <param name="holdAt">
    /// <c>committing</c> or <c>committed</c>, and how often it passes that before it waits there for <see cref="GoOnAsync"/>; empty for nowhere.
    /// </param>
    public async Task SyncAsync(string holdAt = "")
    {
        (await NextAsync()).Should().Be("ready");
        await SayAsync(holdAt);
    }

    /// <summary>Ends its wait.</summary>
    public Task GoOnAsync() => SayAsync("");

    /// <summary>The next phase that it tells; null when it is dead.</summary>
    public async Task<string?> NextAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>Reads on until a phase; returns it, or null when the process or the run has ended before.</summary>
    public async Task<string?> UntilAsync(Predicate<string> phase)
    {
        while (await NextAsync() is { } line)
        {
            if (phase(line))
            {
                return line;
            }

            if (line == "runEnded")
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The phases from here to the end of the run.</summary>
    public async Task<IReadOnlyList<string>> ToTheEndAsync()
    {
        var lines = new List<string>();
        await UntilAsync(line =>
        {
            lines.Add(line);
            return false;
        });
        return lines;
    }

    public void Stop() => Signal(SigStop);

    public void Continue() => Signal(SigContinue);

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

    private async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    private static string[] Arguments(CanvasSimulator canvas, TestStore store, int leaseSeconds) =>
        ["exec", ProgramFile.Find("CanvasData.Operations.CrashHost"), store.Provider.ToString(), store.ConnectionString, canvas.BaseAddress.ToString(), canvas.Token, $"{leaseSeconds}"];

    private static CrashChild Start(string program, IEnumerable<string> arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!);

    private void Signal(int signal) => SendSignal(_process.Id, signal).Should().Be(0);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
