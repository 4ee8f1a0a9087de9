using System.Diagnostics;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>A process that migrates, and can be killed.</summary>
internal sealed class MigratingChild : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;

    private MigratingChild(Process process) => _process = process;

    /// <param name="store">The database.</param>
    /// <param name="holdAt">The number of the statement before which it waits; 0 for none.</param>
    /// <param name="slow">Whether there is a migration that takes long.</param>
    /// <param name="partitions">The partitions of the model; 0 for none.</param>
    public static MigratingChild Start(TestStore store, int holdAt = 0, bool slow = false, int partitions = 0) => new(Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", ProgramFile.Find("CanvasData.Operations.CrashHost"), "migrate", store.Provider.ToString(), store.ConnectionString, $"{holdAt}", $"{slow}", $"{partitions}"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!);

    /// <summary>Reads on until a line that begins so; null when the process has ended before.</summary>
    public async Task<string?> UntilAsync(string begin)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Ends its wait.</summary>
    public async Task GoOnAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
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
}
