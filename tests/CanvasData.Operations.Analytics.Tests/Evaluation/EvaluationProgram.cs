using System.Diagnostics;

namespace CanvasData.Operations.Analytics.Tests.Evaluation;

/// <summary>The evaluation program, run as its users run it.</summary>
internal static class EvaluationProgram
{
    public static async Task<ProgramOutcome> RunAsync(IReadOnlyList<string> arguments, string? locale = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CanvasData.Operations.Evaluation.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = locale ?? "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramOutcome(process.ExitCode, await output, await errors);
    }
}

/// <summary>How a run of a program ended.</summary>
internal sealed record ProgramOutcome(int ExitCode, string Output, string Errors);
