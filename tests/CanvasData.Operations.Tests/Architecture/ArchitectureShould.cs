using System.Reflection;
using System.Text.RegularExpressions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Architecture;

public partial class ArchitectureShould
{
    private static readonly string Source = Path.Combine(RepositoryRoot(), "src");

    private static readonly Assembly[] Shipped =
    [
        typeof(ICanvasBridge).Assembly, typeof(CanvasRestBuilderExtensions).Assembly, typeof(CanvasSimulator).Assembly,
        typeof(MachineLearningCanvasOperationsBuilderExtensions).Assembly, typeof(PostgreSqlCanvasOperationsBuilderExtensions).Assembly,
        typeof(SqlServerCanvasOperationsBuilderExtensions).Assembly, typeof(SqliteCanvasOperationsBuilderExtensions).Assembly,
    ];

    /// <summary>The folders of the core, lowest floor first: a folder uses only folders of lower floors, and Diagnostics.</summary>
    private static readonly string[][] Floors =
    [
        ["Diagnostics", "Grading", "Client", "Bulk", "Model"],
        ["Persistence"],
        ["Transformers", "History", "Lifecycle", "Metadata", "Privacy", "Queries", "Auditing", "Monitoring"],
        ["Sync", "Analytics"],
        ["Maintenance"],
        ["Orchestration"],
        ["Configuration"],
    ];

    /// <summary>Folders that know no database.</summary>
    private static readonly string[] Pure = ["Client", "Transformers", "Grading"];

    [Fact]
    public void GiveEachFolderItsNamespace()
    {
        foreach (var (file, text) in SourceFiles())
        {
            var folder = Path.GetRelativePath(Source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            var name = NamespaceOf().Match(text).Groups[1].Value;
            // Drawers are no namespaces of their own. Extension methods stand where hosts look for them.
            var depth = folder.StartsWith("CanvasData.Operations.Simulator", StringComparison.Ordinal) ? 4 : 3;
            (name == string.Join('.', folder.Split('.').Take(depth)) || name is "Microsoft.Extensions.DependencyInjection" or "Microsoft.EntityFrameworkCore" or "Microsoft.AspNetCore.Builder").Should().BeTrue($"{file} is of {name}");
        }
    }

    [Fact]
    public void LetFoldersUseOnlyFoldersOfLowerFloors()
    {
        foreach (var (file, text) in SourceFiles("CanvasData.Operations"))
        {
            var folder = Path.GetRelativePath(Path.Combine(Source, "CanvasData.Operations"), file).Split(Path.DirectorySeparatorChar)[0];
            var floor = Array.FindIndex(Floors, folders => folders.Contains(folder));
            floor.Should().BeGreaterThanOrEqualTo(0, $"{file} lies in a folder that has no floor");
            string[] allowed = folder == "Diagnostics" ? [] : [.. Floors.Take(floor).SelectMany(folders => folders), "Diagnostics"];
            var used = FolderIn().Matches(text).Select(match => match.Groups[1].Value)
                .Where(name => name != folder && Floors.Any(folders => folders.Contains(name)));
            used.Except(allowed).Should().BeEmpty(file);
            if (Pure.Contains(folder))
            {
                text.Should().NotContain("Microsoft.EntityFrameworkCore", file);
            }
        }
    }

    [Fact]
    public void DrawTheFloorsThatTheDocumentationShows()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "architecture.md"));
        var rows = FloorRow().Matches(page).Select(match => (int.Parse(match.Groups["floor"].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups["folders"].Value.Split(", ")));

        rows.Should().BeEquivalentTo(Floors.Select((folders, index) => (index + 1, folders)), options => options.WithoutStrictOrdering());
    }

    [Fact]
    public void NameFilesAndTestsThatExist()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "architecture.md"));
        var files = NamedFile().Matches(page).Select(match => match.Groups["file"].Value).ToList();
        var tests = Directory.EnumerateFiles(Path.Combine(RepositoryRoot(), "tests"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();

        files.Should().NotBeEmpty();
        files.Where(file => !Path.Exists(Path.Combine(Source, file)) && !Path.Exists(Path.Combine(Source, "CanvasData.Operations", file))).Should().BeEmpty();
        NamedTest().Matches(page).Select(match => match.Groups["test"].Value).Except(tests!).Should().BeEmpty();
    }

    [Fact]
    public void SpellTheWordsOfCanvasInOnePlace()
    {
        var rules = Path.Combine("Model", "Rules");
        var spelled = SourceFiles("CanvasData.Operations").Where(source => !source.File.Contains(rules, StringComparison.Ordinal))
            .SelectMany(source => WordOfCanvas().Matches(source.Text).Select(match => $"{source.File}: {match.Value}"));

        spelled.Should().BeEmpty("every feature uses the rules and constants of Model/Rules");
    }

    [Fact]
    public void KeepFoldersSmallEnoughToRead()
    {
        var crowded = SourceFiles().GroupBy(source => Path.GetDirectoryName(source.File)!).Where(folder => folder.Count() > 22);

        crowded.Select(folder => $"{folder.Key}: {folder.Count()} files").Should().BeEmpty();
    }

    [Fact]
    public void ShowInternalsToNoShippedAssembly()
    {
        var friends = Shipped.SelectMany(assembly => assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()).Select(friend => friend.AssemblyName);

        friends.Should().OnlyContain(name => name.EndsWith(".Tests", StringComparison.Ordinal) || name.EndsWith(".Benchmarks", StringComparison.Ordinal) || name.EndsWith(".Evaluation", StringComparison.Ordinal));
    }

    [Fact]
    public void CloseEveryClassThatIsNotABase()
    {
        var classes = Shipped.SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsGenerated(type) && !IsEntity(type)).ToList();
        classes.Where(type => !classes.Any(other => other.BaseType == type) && !Shipped.SelectMany(assembly => assembly.GetTypes()).Any(other => IsDerived(other, type)))
            .Select(type => type.FullName).Should().BeEmpty();
    }

    [Fact]
    public void DeriveEveryExceptionFromOne()
    {
        var exceptions = Shipped.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsPublic && type.IsAssignableTo(typeof(Exception))).ToList();

        exceptions.Should().HaveCountGreaterThan(8).And.OnlyContain(type => type.IsAssignableTo(typeof(CanvasOperationsException)));
    }

    [Fact]
    public void EndEveryAsynchronousCallWithACancellationToken()
    {
        var methods = Shipped.SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => IsAsynchronous(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync));

        methods.Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)).Select(method => $"{method.DeclaringType}.{method.Name}").Should().BeEmpty();
        methods.Where(method => !method.Name.EndsWith("Async", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void KeepRowsOfTheMirrorWithinTheBitsOfAMask()
    {
        var rows = typeof(CanvasRow).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(CanvasRow)) && !type.IsAbstract).ToList();

        rows.Should().HaveCount(17).And.OnlyContain(type => type.GetProperties().Length <= 64, "what is not told of a row is a mask of 64 bits");
    }

    [Fact]
    public void KeyUsersAssignmentsAndEnrollmentsByTheirCanvasIds()
    {
        var options = new DbContextOptionsBuilder<Testing.SchoolContext>().UseSqlite("Data Source=none").Options;
        using var context = new Testing.SchoolContext(options);
        foreach (var entity in context.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(CanvasRow))))
        {
            var key = entity.FindPrimaryKey()!.Properties.Should().ContainSingle(entity.Name).Subject;
            (key.Name, key.ClrType, key.ValueGenerated).Should().Be((nameof(CanvasRow.Id), typeof(long), Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never), entity.Name);
            entity.GetNavigations().Should().BeEmpty("layers refer to each other by ids alone");
        }
    }

    [Fact]
    public void LeaveEntitiesOpenForProxies()
    {
        using var context = new Testing.SchoolContext(new DbContextOptionsBuilder<Testing.SchoolContext>().UseSqlite("Data Source=none").Options);

        context.Model.GetEntityTypes().Should().OnlyContain(entity => !entity.ClrType.IsSealed && entity.ClrType.IsPublic && IsEntity(entity.ClrType));
    }

    private static bool IsAsynchronous(Type type) =>
        type.IsAssignableTo(typeof(Task)) || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    // EF Core derives proxies from entities in a host's context.
    private static bool IsEntity(Type type) => type.Namespace == typeof(CanvasRow).Namespace && type.Name.StartsWith("Canvas", StringComparison.Ordinal) && type.IsPublic;

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.DeclaringType is not null && IsGenerated(type.DeclaringType) || type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null;

    private static bool IsDerived(Type type, Type from) =>
        type.BaseType is { } parent && (parent == from || (parent.IsGenericType && parent.GetGenericTypeDefinition() == from));

    private static IEnumerable<(string File, string Text)> SourceFiles(string project = "") =>
        Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllText(file)));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CanvasData.Operations.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| (?<floor>\d+) \| (?<folders>[\w, ]+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex FloorRow();

    [GeneratedRegex("\"(?:StudentEnrollment|StudentViewEnrollment|TeacherEnrollment|TaEnrollment|ObserverEnrollment|pending_review|wiki_page|on_paper|external_tool)\"")]
    private static partial Regex WordOfCanvas();

    [GeneratedRegex("`(?<file>[A-Z][\\w.]*(?:/[\\w.]+)+)`")]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"`(?<test>\w+(?:Should|Contract))`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceOf();

    [GeneratedRegex(@"CanvasData\.Operations\.(\w+)")]
    private static partial Regex FolderIn();
}
