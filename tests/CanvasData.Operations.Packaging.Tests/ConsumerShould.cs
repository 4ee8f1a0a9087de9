using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Packaging.Tests;

/// <summary>Projects outside the repository that take the packages into an empty folder, build without a warning, and sync.</summary>
[Collection(OnePacking.Name)]
public sealed class ConsumerShould(PackedPackages packed)
{
    [Theory]
    [InlineData("ConsoleOnSqlite", Provider.Sqlite)]
    [InlineData("WebOnPostgreSql", Provider.PostgreSql)]
    [InlineData("WorkerInMemory", Provider.InMemory)]
    public async Task RestoreBuildAndSync(string consumer, Provider provider)
    {
        using var folder = new TemporaryFolder();
        using var store = await TestStore.CreateAsync(provider);
        Copy(Path.Combine(AppContext.BaseDirectory, "Consumers"), folder.Path, consumer);
        var project = Path.Combine(folder.Path, consumer);

        await Dotnet.RunAsync(project,
            ["build", "-nodeReuse:false", $"-p:PackedVersion={packed.Version}", $"-p:RestorePackagesPath={Path.Combine(folder.Path, "restored")}"],
            ("PACKED_FOLDER", packed.PackagesFolder));
        var output = await Dotnet.RunAsync(project, [Path.Combine(project, "bin/Debug/net10.0", $"{consumer}.dll")], ("SCHOOL_DATABASE", store.ConnectionString));

        output.Trim().Should().Be("True 2 courses, True");
    }

    private static void Copy(string from, string to, string consumer)
    {
        foreach (var file in Directory.EnumerateFiles(from).Concat(Directory.EnumerateFiles(Path.Combine(from, consumer))))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
