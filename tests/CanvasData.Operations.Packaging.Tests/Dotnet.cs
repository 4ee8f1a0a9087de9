using System.Diagnostics;

namespace CanvasData.Operations.Packaging.Tests;

/// <summary>The SDK's command line.</summary>
internal static class Dotnet
{
    /// <returns>All that it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the text is what it printed.</exception>
    public static async Task<string> RunAsync(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // A test host tells its children where the SDK's own parts are; a build must find them afresh.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = await output + await errors;
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"dotnet {start.ArgumentList[0]} ended with {process.ExitCode}:\n{text}");
    }
}
