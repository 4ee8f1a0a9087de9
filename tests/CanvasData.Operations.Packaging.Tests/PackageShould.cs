using System.Reflection.Metadata;
using System.Xml.Linq;

namespace CanvasData.Operations.Packaging.Tests;

[Collection(OnePacking.Name)]
public sealed class PackageShould(PackedPackages packed)
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        ["CanvasData.Operations"] =
        [
            "Microsoft.EntityFrameworkCore.Relational [10.0.14, 11.0.0)",
            "Microsoft.Extensions.DependencyInjection.Abstractions 10.0.14",
            "Microsoft.Extensions.Diagnostics.HealthChecks 10.0.14",
            "Microsoft.Extensions.Hosting.Abstractions 10.0.14",
            "Microsoft.Extensions.Logging 10.0.14",
            "Microsoft.Extensions.Options 10.0.14",
            "System.IO.Hashing 10.0.14",
        ],
        ["CanvasData.Operations.AspNetCore"] = ["CanvasData.Operations", "Microsoft.AspNetCore.OpenApi 10.0.14"],
        ["CanvasData.Operations.DataAccess"] = ["CanvasData.Operations", "Microsoft.Data.Sqlite [10.0.14, 11.0.0)", "Microsoft.Extensions.Http 10.0.14", "Parquet.Net 6.1.0"],
        ["CanvasData.Operations.MachineLearning"] = ["CanvasData.Operations", "Microsoft.ML.FastTree 5.0.1", "Microsoft.ML.LightGbm 5.0.1", "System.Numerics.Tensors 9.0.19"],
        ["CanvasData.Operations.PostgreSql"] = ["CanvasData.Operations", "Npgsql.EntityFrameworkCore.PostgreSQL [10.0.3, 11.0.0)"],
        ["CanvasData.Operations.Quartz"] = ["CanvasData.Operations", "Quartz 4.7.3"],
        ["CanvasData.Operations.Rest"] = ["CanvasData.Operations", "Microsoft.Extensions.Http 10.0.14", "Polly.Core 8.9.1"],
        ["CanvasData.Operations.Simulator"] = ["CanvasData.Operations", "Parquet.Net 6.1.0"],
        ["CanvasData.Operations.SqlServer"] = ["CanvasData.Operations", "Microsoft.Data.SqlClient 7.1.0"],
        ["CanvasData.Operations.Sqlite"] = ["CanvasData.Operations", "Microsoft.EntityFrameworkCore.Sqlite [10.0.14, 11.0.0)"],
        ["CanvasData.Operations.TypeScript"] = ["CanvasData.Operations"],
    };

    public static TheoryData<string> Ids => [.. Repository.PackageIds];

    [Fact]
    public void BePackedWithoutAWarning() => packed.PackOutput.Should().NotContain("warning");

    [Theory]
    [MemberData(nameof(Ids))]
    public void DependOnNothingButWhatItSays(string id)
    {
        using var package = packed.Open(id);

        package.Dependencies.Should().Equal(Dependencies[id].Select(dependency => dependency == "CanvasData.Operations" ? $"{dependency} {packed.Version}" : dependency));
    }

    // The writers bring their EF provider along, which their code need not name.
    [Theory]
    [InlineData("CanvasData.Operations")]
    [InlineData("CanvasData.Operations.Rest")]
    [InlineData("CanvasData.Operations.SqlServer")]
    public void UseEveryDependency(string id)
    {
        using var package = packed.Open(id);
        var references = package.References($"lib/net10.0/{id}.dll");

        Dependencies[id].Select(dependency => dependency.Split(' ')[0]).Should().BeSubsetOf(references);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HoldItsFilesAndNoOthers(string id)
    {
        using var package = packed.Open(id);
        using var symbols = packed.OpenSymbols(id);

        List<string> wanted = [$"{id}.nuspec", "README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"];
        if (id == "CanvasData.Operations.TypeScript")
        {
            wanted.Add("contract/canvas-interface.schema.json");
        }

        package.Files.Should().BeEquivalentTo(wanted);
        symbols.Files.Should().BeEquivalentTo($"{id}.nuspec", $"lib/net10.0/{id}.pdb");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void SayWhatItIs(string id)
    {
        using var package = packed.Open(id);

        package["license"].Should().Be("MIT");
        package["readme"].Should().Be("README.md");
        package["icon"].Should().Be("icon.png");
        package["description"].Should().NotBeNullOrWhiteSpace().And.NotBe("Package Description");
        package["authors"].Should().NotBeNullOrWhiteSpace().And.NotBe(id);
        package["tags"].Should().NotBeNullOrWhiteSpace();
        package.Read("icon.png").Should().StartWith([0x89, (byte)'P', (byte)'N', (byte)'G']);
        package.Read("README.md").Should().Equal(File.ReadAllBytes(Path.Combine(Repository.Root, "README.md")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void NameNoRepositoryThatIsNotPublic(string id)
    {
        using var package = packed.Open(id);

        var repository = package.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "repository");
        (repository?.Attribute("url")?.Value ?? "https://").Should().StartWith("https://");
        package["projectUrl"].Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void DocumentWhatItOffers(string id)
    {
        using var package = packed.Open(id);
        var documentation = XDocument.Parse(System.Text.Encoding.UTF8.GetString(package.Read($"lib/net10.0/{id}.xml")).TrimStart('\uFEFF'));

        documentation.Descendants("member").Should().NotBeEmpty().And.OnlyContain(member => member.HasElements);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void CarryItsSourcesInItsSymbols(string id)
    {
        using var symbols = packed.OpenSymbols(id);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Read($"lib/net10.0/{id}.pdb")));
        var reader = provider.GetMetadataReader();

        var embedded = reader.CustomDebugInformation.Select(handle => reader.GetCustomDebugInformation(handle))
            .Count(information => reader.GetGuid(information.Kind) == EmbeddedSource && information.Parent.Kind == HandleKind.Document);
        var paths = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();
        embedded.Should().Be(paths.Count).And.BePositive();
        paths.Should().AllSatisfy(path => path.Should().StartWith("/_", "paths of the machine that packed it are no reader's business"));
    }
}
