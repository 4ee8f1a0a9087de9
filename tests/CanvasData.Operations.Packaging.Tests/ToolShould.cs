using System.Diagnostics;

namespace CanvasData.Operations.Packaging.Tests;

/// <summary>The simulator as a command, installed from its package.</summary>
[Collection(OnePacking.Name)]
public sealed class ToolShould(PackedPackages packed)
{
    [Fact]
    public async Task BeInstalledAndRun()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "nuget.config"), $"""<configuration><packageSources><clear /><add key="packed" value="{packed.PackagesFolder}" /></packageSources></configuration>""");

        await Dotnet.RunAsync(folder.Path,
            ["tool", "install", "CanvasData.Operations.Simulator.Tool", "--version", packed.Version, "--tool-path", Path.Combine(folder.Path, "tools"), "--configfile", Path.Combine(folder.Path, "nuget.config")]);

        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder.Path, "tools", "canvas-simulator"), ["--help"]) { RedirectStandardOutput = true })!;
        var help = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
        help.Should().Contain("--real-shapes");
    }
}
