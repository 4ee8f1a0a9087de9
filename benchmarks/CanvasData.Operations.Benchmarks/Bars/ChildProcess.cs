using System.Diagnostics;
using System.Reflection;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>This program again, in another role.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string firstLine)
    {
        _process = process;
        FirstLine = firstLine;
    }

    public string FirstLine { get; }

    public static async Task<ChildProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Assembly.GetExecutingAssembly().Location, "--child", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        // By default .NET collects the youngest objects after a share of the processor's cache, so that the peak would depend on the
        // machine: a process that keeps 50 MB alive grew to 190 MB where the cache has 300 MB. The children collect after 16 MB.
        start.Environment["DOTNET_GCgen0size"] = "0x1000000";
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new ChildProcess(process, line ?? throw new InvalidOperationException($"The process in the role of {arguments[0]} ended without a word."));
    }

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process ended early.");

    public async Task<string> AskAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        return await ReadLineAsync();
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
