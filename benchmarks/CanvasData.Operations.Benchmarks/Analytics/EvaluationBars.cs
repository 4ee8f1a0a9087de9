using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;

namespace CanvasData.Operations.Benchmarks.Analytics;

/// <summary>The bars of the evaluation program, which runs as a process of its own; its tables go to the error stream.</summary>
internal sealed class EvaluationBars(string data) : Bar
{
    public override string Name => "evaluation";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "CanvasData.Operations.Evaluation.dll"), "--data", data, "--ml", "--bars"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var results = new List<BarResult>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("  ", 4) is [("PASS" or "MISS") and var outcome, var name, var measured, var bar])
            {
                results.Add(new BarResult($"{Name}: {name}", measured, bar, outcome == "PASS"));
            }
            else
            {
                await Console.Error.WriteLineAsync(line);
            }
        }

        await process.WaitForExitAsync();
        return process.ExitCode is 0 or 1 ? results : throw new BarException($"The evaluation of {data} ended with exit code {process.ExitCode}.");
    }
}
