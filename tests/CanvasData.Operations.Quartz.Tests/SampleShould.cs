using System.Diagnostics;
using System.Text.Json;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>The sample of a cluster, as its users start it.</summary>
public sealed class SampleShould
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Fewer courses than the workers have hands: most workers never have one.
    [Fact]
    public async Task EndWithOneDocumentWhenThereAreFewCourses()
    {
        var (exitCode, output, errors) = await RunAsync("--json", "--courses", "2", "--workers", "2");

        exitCode.Should().Be(0, errors);
        using var document = JsonDocument.Parse(output);
        var result = document.RootElement;
        result.EnumerateObject().Select(property => property.Name).Should()
            .Equal("workers", "killed", "courses", "takenOver", "fencedCommits", "secondsToResume", "equalToSingleProcess", "speedup");
        result.GetProperty("workers").GetInt32().Should().Be(2);
        result.GetProperty("courses").GetInt32().Should().BeGreaterThanOrEqualTo(2);
        result.GetProperty("equalToSingleProcess").GetBoolean().Should().BeTrue();
        result.GetProperty("speedup").GetDouble().Should().BePositive();
        (result.GetProperty("secondsToResume").GetDouble() > 0).Should().Be(result.GetProperty("killed").GetInt32() == 1);
    }

    [Theory]
    [InlineData("--courses", "1")]
    [InlineData("--workers", "9")]
    [InlineData("--json", "yes")]
    public async Task SayHowItIsUsed(params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);

        exitCode.Should().Be(2);
        output.Should().BeEmpty();
        errors.Should().StartWith("usage:");
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var bin = Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!;
        var sample = Path.Combine(bin.Parent!.FullName, "Cluster", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Cluster.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", sample, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
