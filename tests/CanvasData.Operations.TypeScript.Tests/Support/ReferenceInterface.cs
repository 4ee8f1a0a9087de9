using System.Diagnostics;

namespace CanvasData.Operations.TypeScript.Tests.Support;

/// <summary>The sample program, with its packages installed, once for all tests.</summary>
public sealed class ReferenceInterface : IAsyncLifetime
{
    public string Folder { get; } = Find();

    public async Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            (await NpmAsync("ci", "--no-audit", "--no-fund")).Code.Should().Be(0, "npm ci should install the packages; Node.js and npm are needed, these tests are never skipped");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Configure(TypeScriptClientOptions options, Uri address, string token) =>
        (options.BaseAddress, options.AccessToken, options.Folder) = (address, token, Folder);

    public async Task<(int Code, string Output)> NpmAsync(params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        return (npm.ExitCode, await output + await errors);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sample = Path.Combine(folder.FullName, "samples", "canvas-interface");
            if (Directory.Exists(sample))
            {
                return sample;
            }
        }

        throw new InvalidOperationException("The folder samples/canvas-interface was not found above the test.");
    }
}

[CollectionDefinition(nameof(ReferenceInterface))]
public sealed class ReferenceInterfaceGroup : ICollectionFixture<ReferenceInterface>;
