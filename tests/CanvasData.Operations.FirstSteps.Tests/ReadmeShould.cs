using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Rest;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.FirstSteps.Tests;

public sealed class ReadmeShould : IAsyncLifetime
{
    private const string Address = "https://canvas.school.edu";
    private const string Database = "Data Source=school.db";
    private const string Token = "Environment.GetEnvironmentVariable(\"CANVAS_TOKEN\")";

    private CanvasSimulator _canvas = null!;

    public static TheoryData<string, int> LaterBlocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (page, text) in Readme.Pages)
            {
                for (var number = page == "README.md" ? 1 : 0; number < Readme.Blocks(text, "csharp").Count; number++)
                {
                    data.Add(page, number + 1);
                }
            }

            return data;
        }
    }

    public async Task InitializeAsync() =>
        _canvas = await CanvasSimulator.StartAsync(new() { Courses = 2, Students = 12, AssignmentsPerCourse = 6 });

    public async Task DisposeAsync() => await _canvas.DisposeAsync();

    [Fact]
    public async Task ShowAFirstExampleThatSyncsASchool()
    {
        using var file = new SqliteFile();
        var example = Readme.Blocks("csharp")[0];
        example.Should().Contain(Address).And.Contain(Database).And.Contain(Token, "the test puts a simulated Canvas and a file of its own in their places");

        var output = await Snippet.RunAsync(example
            .Replace(Address, _canvas.BaseAddress.ToString(), StringComparison.Ordinal)
            .Replace(Database, file.ConnectionString, StringComparison.Ordinal)
            .Replace(Token, $"\"{_canvas.Token}\"", StringComparison.Ordinal));

        output.Should().StartWith("Synced: 2 of 2 courses");
        await using var connection = new SqliteConnection(file.ConnectionString);
        await connection.OpenAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM CanvasSubmission";
        var students = _canvas.School.Students.Select(student => student.Id).ToHashSet();
        (await count.ExecuteScalarAsync()).Should().Be((long)_canvas.School.Courses
            .SelectMany(course => _canvas.School.Submissions(course.Id))
            .Count(submission => students.Contains(submission.UserId)));
    }

    [Fact]
    public void ShowAFirstExampleThatFitsOnAScreen() =>
        Readme.Blocks("csharp")[0].Split('\n').Count(line => line.Trim().Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal))
            .Should().BeLessThanOrEqualTo(16);

    [Theory]
    [MemberData(nameof(LaterBlocks))]
    public async Task HoldOnlyCodeThatRuns(string page, int number)
    {
        var block = Readme.Blocks(Readme.Pages[page], "csharp")[number - 1];
        if (block.Contains("WebApplication.CreateBuilder", StringComparison.Ordinal))
        {
            // A host runs until it is stopped: the block is compiled, and a host of the same shape is run by the tests of the packages.
            Snippet.Compile(block);
            return;
        }

        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var services = new ServiceCollection();
        await using var host = await SyncHost.StartAsync(_canvas, store, builder => builder.Services.AddCanvasOperations(
            options => options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Course, Name = "Room", Type = CustomFieldType.Choice, Choices = ["North 1", "South 2"] }))
            .MonitorQueries(options => options.KeepsStatements = true));
        await host.Bridge.SyncAllCoursesAsync();
        await using var scope = host.Services.CreateAsyncScope();
        SnippetHost.Current = new SnippetHost(services, services.AddCanvasOperations(), scope.ServiceProvider);

        var run = () => Snippet.RunAsync(SnippetHost.Around(block));

        await run.Should().NotThrowAsync($"C# block {number} of {page} is to compile and run as it stands");
    }

    [Fact]
    public void NameCommandsThatExist()
    {
        var root = Readme.Root;
        Readme.Blocks("console").Should().ContainSingle().Which.Should().Contain("dotnet run --project samples/QuickStart").And.Contain("tests/run");
        File.Exists(Path.Combine(root, "samples/QuickStart/QuickStart.csproj")).Should().BeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(root, "tests/run")).Should().HaveFlag(UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void BeShort() => Readme.Text.Split('\n').Length.Should().BeLessThanOrEqualTo(150);

    [Fact]
    public void LinkOnlyToPagesThatExistAndToEachOfThem()
    {
        foreach (var (page, text) in Readme.Pages)
        {
            foreach (var link in Readme.LinksOf(text))
            {
                var target = Path.Combine(Readme.Root, Path.GetDirectoryName(page)!, link.Split('#')[0]);
                File.Exists(target).Should().BeTrue($"{page} links to {link}");
            }
        }

        Readme.Pages.Keys.Except(["README.md"]).Should().BeSubsetOf(Readme.LinksOf(Readme.Text).Select(link => link.Split('#')[0]));
    }

    [Fact]
    public void ListEveryPackage()
    {
        var packages = Directory.EnumerateFiles(Path.Combine(Readme.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension);
        packages.Should().AllSatisfy(name => Readme.Text.Should().Contain($"| `{name}` |"));
    }

    [Fact]
    public void ListEveryLogMessage()
    {
        var ids = Directory.EnumerateFiles(AppContext.BaseDirectory, "CanvasData.Operations*.dll")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => Directory.Exists(Path.Combine(Readme.Root, "src", name)))
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>()
            .ToList();

        ids.Should().Contain([1000, 5000, 6000, 7000, 7001], "every package is looked at");
        ids.Should().OnlyHaveUniqueItems().And.AllSatisfy(id => Readme.Pages["docs/operations.md"].Should().MatchRegex($@"\| (\d+, )*{id}(, \d+)* \|"));
    }

    [Fact]
    public void NameEveryMetric()
    {
        var names = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == CanvasOperationsTelemetry.Name)
                {
                    names.Add(instrument.Name);
                }
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(CanvasOperationsTelemetry).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(CanvasRestOptions).Assembly.GetType("CanvasData.Operations.Rest.RequestTelemetry", throwOnError: true)!.TypeHandle);
        listener.Start();

        names.Should().Contain("canvas.api.requests").And.AllSatisfy(name => Readme.Pages["docs/operations.md"].Should().Contain($"`{name}`"));
    }
}
