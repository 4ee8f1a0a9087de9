using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.Extensions.DependencyInjection;

#pragma warning disable EF1001 // The design-time services of a provider are found by a name that the tool knows.
namespace CanvasData.Operations.Hosts.Tests;

/// <summary>The context whose model is compiled.</summary>
public sealed class OptimizedSchool(DbContextOptions<OptimizedSchool> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
}

/// <summary><c>dotnet ef dbcontext optimize</c> copies converters into the host's code.</summary>
public sealed class CompiledModelShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SyncAndAnswerAsTheModelItWasMadeFrom(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(provider);

        var compiled = await AnswerAsync(canvas, store, Compile(provider, store));

        using var other = await TestStore.CreateAsync(provider);
        compiled.Should().Be(await AnswerAsync(canvas, other, model: null));
    }

    private static async Task<string> AnswerAsync(CanvasSimulator canvas, TestStore store, IModel? model)
    {
        await using var host = Host.Start(canvas, services => services.AddDbContext<OptimizedSchool>(options =>
        {
            store.Configure(options);
            _ = model is null ? options : options.UseModel(model);
        }).AddCanvasOperations().UseDbContext<OptimizedSchool>());
        await host.UseAsync<OptimizedSchool, bool>(async context =>
        {
            // A compiled model cannot make tables.
            using var design = new OptimizedSchool((DbContextOptions<OptimizedSchool>)store.Configure(new DbContextOptionsBuilder<OptimizedSchool>()).Options);
            return await design.Database.EnsureCreatedAsync();
        });
        await host.SyncAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var moment = Host.Small.StartsAt.AddDays(1);
        var course = canvas.School.Courses[0].Id;
        return JsonSerializer.Serialize(new
        {
            Grades = await scope.ServiceProvider.GetRequiredService<IQueryBuilder>().ForEverything().StudentGrades().ToListAsync(),
            Risk = await scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>().AnalyzeAtRiskStudentsAsync(course, moment),
            Trends = await scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>().CalculatePerformanceTrendsAsync(course, moment),
        });
    }

    private static IModel Compile(Provider provider, TestStore store)
    {
        using var context = new OptimizedSchool((DbContextOptions<OptimizedSchool>)store.Configure(new DbContextOptionsBuilder<OptimizedSchool>()).Options);
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
        IDesignTimeServices design = provider == Provider.Sqlite
            ? new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices()
            : new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices();
        design.ConfigureDesignTimeServices(services);
        using var tools = services.BuildServiceProvider();
        var folder = Directory.CreateTempSubdirectory("canvasdata-model");
        try
        {
            var files = tools.GetRequiredService<ICompiledModelScaffolder>().ScaffoldModel(
                context.GetService<IDesignTimeModel>().Model,
                folder.FullName,
                new CompiledModelCodeGenerationOptions { ContextType = typeof(OptimizedSchool), ModelNamespace = "Optimized", Language = "C#", UseNullableReferenceTypes = true });
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file));
            var compilation = CSharpCompilation.Create(
                $"optimized-{provider}", files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file))), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
            using var code = new MemoryStream();
            var result = compilation.Emit(code);
            result.Diagnostics.Where(message => message.Severity == DiagnosticSeverity.Error).Select(message => message.ToString()).Should().BeEmpty("a host's build takes what EF Core copies");
            code.Position = 0;
            return (IModel)new AssemblyLoadContext($"optimized-{provider}").LoadFromStream(code).GetType("Optimized.OptimizedSchoolModel")!
                .GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
