using System.ComponentModel;
using System.Diagnostics;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>A child process that ends with the test.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private Child(Process process) => Process = process;

    public Process Process { get; }

    public static Child Start(string program, string[] arguments, string cure, string? directory = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory ?? "" };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new Child(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"\"{program}\" could not be started ({e.Message}). {cure}", e);
        }
    }

    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = Process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = Process.StandardError.ReadToEndAsync(patience.Token);
        await Process.WaitForExitAsync(patience.Token);
        return (Process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
        }

        Process.Dispose();
    }
}
