using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore.Tests;

public sealed class DoorsShould
{
    private static readonly string[] ForbiddenOfEntityFramework = [nameof(DbContext), "DbSet`1", "DatabaseFacade", "RelationalDatabaseFacadeExtensions"];

    [Fact]
    public void BeAllThatThePackageKnowsOfTheCore()
    {
        using var assembly = new PEReader(File.OpenRead(typeof(CanvasApiOptions).Assembly.Location));
        var metadata = assembly.GetMetadataReader();
        var used = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => (Namespace: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name))).ToList();

        used.Should().Contain(type => type.Namespace == "CanvasData.Operations.Queries");
        used.Where(type => type.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)).Select(type => type.Name)
            .Should().NotContain(ForbiddenOfEntityFramework, "a door of the core chooses the scope; a context has none");
        used.Where(type => type.Namespace == "CanvasData.Operations.Model").Select(type => type.Name)
            .Should().NotContain(name => name.StartsWith("Canvas", StringComparison.Ordinal) && !name.EndsWith("Types", StringComparison.Ordinal), "entities are rows of tables");
        metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))
            .Where(name => name.StartsWith("CanvasData.", StringComparison.Ordinal)).Should().Equal("CanvasData.Operations");
    }
}
