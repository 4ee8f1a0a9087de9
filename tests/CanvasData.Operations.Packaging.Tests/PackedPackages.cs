using System.Globalization;

namespace CanvasData.Operations.Packaging.Tests;

/// <summary>Every package of the repository, packed as a release would be, into a folder of its own.</summary>
public sealed class PackedPackages : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _packages = new();

    // Inside the repository, as at a release: what is built elsewhere carries other paths.
    private readonly TemporaryFolder _artifacts = new(Path.Combine(Repository.Root, "artifacts/packing"));

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"1.0.0-ci.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}");

    public string PackagesFolder => _packages.Path;

    public string PackOutput { get; private set; } = "";

    public Package Open(string id) => new(Path.Combine(PackagesFolder, $"{id}.{Version}.nupkg"));

    public Package OpenSymbols(string id) => new(Path.Combine(PackagesFolder, $"{id}.{Version}.snupkg"));

    public async Task InitializeAsync()
    {
        PackOutput = await Dotnet.RunAsync(AppContext.BaseDirectory,
        [
            "msbuild", "pack.targets", "-t:Pack", "-nologo", "-v:minimal", "-warnAsError", "-nodeReuse:false",
            "-p:Configuration=Release", $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true",
            $"-p:Sources={Path.Combine(Repository.Root, "src")}",
            $"-p:ArtifactsPath={_artifacts.Path}",
            $"-p:PackageOutputPath={PackagesFolder}",
        ]);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _packages.Dispose();
        _artifacts.Dispose();
    }
}

/// <summary>The tests that share one packing.</summary>
[CollectionDefinition(Name)]
public sealed class OnePacking : ICollectionFixture<PackedPackages>
{
    public const string Name = "packed packages";
}
