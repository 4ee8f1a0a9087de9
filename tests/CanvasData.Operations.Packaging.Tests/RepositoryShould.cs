using System.Xml.Linq;

namespace CanvasData.Operations.Packaging.Tests;

public sealed class RepositoryShould
{
    [Fact]
    public void NameNoPackageSourceButItsOwnFolder()
    {
        var sources = XDocument.Load(Path.Combine(Repository.Root, "nuget.config")).Descendants("packageSources").Single().Elements().ToList();

        sources.Should().ContainSingle("the registry is of the user's configuration").Which.Attribute("value")!.Value.Should().Be("artifacts/package/release");
    }

    [Fact]
    public async Task RestoreIntoAnEmptyFolder()
    {
        using var folder = new TemporaryFolder();

        var restore = () => Dotnet.RunAsync(Repository.Root,
        [
            "restore", Path.Combine(Repository.Root, "src/CanvasData.Operations.Rest/CanvasData.Operations.Rest.csproj"), "--no-cache",
            $"-p:RestorePackagesPath={Path.Combine(folder.Path, "restored")}", $"-p:ArtifactsPath={Path.Combine(folder.Path, "artifacts")}",
        ]);

        await restore.Should().NotThrowAsync();
    }

    [Fact]
    public void HoldItsPartsAtItsTop() =>
        Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName)
            .Should().Contain(["src", "tests", "benchmarks", "samples", "CanvasData.Operations.sln", "Directory.Packages.props", "nuget.config", "LICENSE", "README.md"]);
}
