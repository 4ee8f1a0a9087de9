using CanvasData.Operations.TypeScript.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>What a program needs is looked up before it is needed, and each lack has its remedy.</summary>
public class EnvironmentShould
{
    [Fact]
    public async Task BeReported()
    {
        await using var child = Child.Answering("end(q, 0)");
        await File.WriteAllTextAsync(Path.Combine(child.Folder, "package.json"), """{ "type": "module" }""");

        var report = await child.Interface.CheckEnvironmentAsync();

        report.IsValid.Should().BeTrue("{0}", report.ToJson());
        report.Runner.Should().Be("node");
        Version.Parse(report.NodeVersion!).Major.Should().BeGreaterThanOrEqualTo(20);
        report.Checks.Select(check => check.Name).Should().Equal("node", "folder", "entry", "package", "dependencies", "runner", "address", "token", "options");
        report.ToJson().Should().Contain("\"isValid\": true").And.NotContain(child.Token);
    }

    [Fact]
    public async Task NameWhatIsMissing()
    {
        await using var child = Child.Answering("", options => (options.NodePath, options.Entry) = ("/no/such/node", "src/other.ts"));
        await File.WriteAllTextAsync(Path.Combine(child.Folder, "package.json"), """{ "dependencies": { "left-pad": "1" } }""");

        var report = await child.Interface.CheckEnvironmentAsync();

        report.IsValid.Should().BeFalse();
        report.Checks.Where(check => check.State == EnvironmentCheckState.Error).Select(check => check.Name).Should().Equal("node", "entry", "dependencies");
        report.Checks.Where(check => check.State != EnvironmentCheckState.Ok).Should().OnlyContain(check => check.Remedy.Length > 10 && check.Found.Length > 0);
    }

    [Theory]
    [InlineData("""{ "devDependencies": { "typescript": "6" } }""", null, null)]
    [InlineData("""{ "dependencies": {} }""", null, null)]
    [InlineData("""{ "dependencies": { "left-pad": "1", "@school/canvas": "1" } }""", "node_modules/left-pad", "dependencies: \"@school/canvas\" is not installed")]
    [InlineData("""{ "dependencies": { "left-pad": "1" } }""", "node_modules/left-pad", null)]
    [InlineData("no JSON", null, "package: package.json is not JSON")]
    [InlineData("[1]", null, "package: package.json holds no object")]
    public async Task LookForThePackagesThatAProgramNeeds(string package, string? folder, string? problem)
    {
        await using var child = Child.Answering("end(q, 0)");
        await File.WriteAllTextAsync(Path.Combine(child.Folder, "package.json"), package);
        if (folder is not null)
        {
            Directory.CreateDirectory(Path.Combine(child.Folder, folder));
        }

        var report = await child.Interface.CheckEnvironmentAsync();

        string[] problems = [.. report.Checks.Where(check => check.State != EnvironmentCheckState.Ok).Select(check => $"{check.Name}: {check.Found}")];
        problems.Should().Equal(problem is null ? [] : [problem]);
        report.IsValid.Should().Be(problem?.StartsWith("dependencies", StringComparison.Ordinal) != true);
    }

    [Fact]
    public async Task ReportOptionsWithWhichNoProgramRuns()
    {
        await using var child = Child.Answering("", options => (options.AccessToken, options.BaseAddress, options.Folder, options.MaxProcesses, options.NodePath) = (null, null, null, 0, ""));

        var report = await child.Interface.CheckEnvironmentAsync();

        report.Checks.Where(check => check.State == EnvironmentCheckState.Error).Select(check => check.Name).Should().Equal("node", "folder", "address", "token", "options");
        report.Checks.Single(check => check.Name == "options").Remedy.Should().Contain("MaxProcesses is 0: give 1 to 64");
        await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<OptionsValidationException>();
    }

    [Fact]
    public async Task NameTheRunnerThatIsMissing()
    {
        await using var child = Child.Answering("", options => (options.NodePath, options.Entry) = (Path.Combine(options.Folder!, "node"), "main.ts"));
        await File.WriteAllTextAsync(Path.Combine(child.Folder, "main.ts"), "");
        await WriteNodeAsync(child.Folder, "echo v20.20.2");

        var report = await child.Interface.CheckEnvironmentAsync();

        report.Runner.Should().Be("tsx");
        report.Checks.Single(check => check.State == EnvironmentCheckState.Error).Should().Match<EnvironmentCheck>(check => check.Name == "runner" && check.Remedy.Contains("npm install tsx"));
    }

    [Theory]
    [InlineData("20.20.2", "src/main.ts", "--max-http-header-size=65536|--import|tsx|src/main.ts")]
    [InlineData("22.17.1", "src/main.mts", "--max-http-header-size=65536|--import|tsx|src/main.mts")]
    [InlineData("22.18.0", "src/main.ts", "--max-http-header-size=65536|src/main.ts")]
    [InlineData("23.5.0", "src/main.ts", "--max-http-header-size=65536|--import|tsx|src/main.ts")]
    [InlineData("23.6.0", "src/main.ts", "--max-http-header-size=65536|src/main.ts")]
    [InlineData("24.1.0", "a \"b\" c/main.cts", "--max-http-header-size=65536|a \"b\" c/main.cts")]
    [InlineData("20.20.2", "main.mjs", "--max-http-header-size=65536|main.mjs")]
    [InlineData("20.20.2", @"C:\Program Files\x\main.TS", @"--max-http-header-size=65536|--import|tsx|C:\Program Files\x\main.TS")]
    public async Task ChooseTheRunner(string version, string entry, string arguments)
    {
        // Node itself is a script here, which shows the command that it was started with.
        await using var files = Child.Answering("");
        var node = await WriteNodeAsync(files.Folder, $$"""
            if [ "$1" = --version ]; then echo v{{version}}; exit 0; fi
            printf '%s|' "$@" >&2
            exit 1
            """);

        await using var child = Child.Answering("", options => (options.NodePath, options.Entry) = (node, entry));

        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).Which.Output.Should().Be($"{arguments}|");
    }

    [Theory]
    [InlineData("BaseAddress", "ftp://canvas.example.edu")]
    [InlineData("BaseAddress", "https://name:secret@canvas.example.edu")]
    [InlineData("AccessToken", "two\nlines")]
    [InlineData("Folder", " ")]
    [InlineData("Entry", "/etc/main.ts")]
    [InlineData("Entry", "src/../../main.ts")]
    [InlineData("Entry", "--eval=1")]
    [InlineData("AccountId", "a b")]
    [InlineData("NodePath", "")]
    [InlineData("MaxProcesses", "0")]
    [InlineData("SilenceTimeout", "0")]
    [InlineData("RequestTimeout", "0")]
    [InlineData("MaxAttempts", "11")]
    [InlineData("MaxLineBytes", "10")]
    [InlineData("MaxDocumentBytes", "10")]
    [InlineData("Environment", "A=B")]
    public void RefuseWrongOptions(string property, string value)
    {
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseTypeScriptClient(options =>
        {
            (options.BaseAddress, options.AccessToken, options.Folder) = (new Uri("https://canvas.example.edu"), "token-of-the-test", "/program");
            var target = typeof(TypeScriptClientOptions).GetProperty(property)!;
            if (property == "Environment")
            {
                options.Environment[value] = "x";
                return;
            }

            var type = Nullable.GetUnderlyingType(target.PropertyType) ?? target.PropertyType;
            target.SetValue(options, type == typeof(Uri) ? new Uri(value) : type == typeof(TimeSpan) ? TimeSpan.Zero : Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture));
        });
        using var provider = services.BuildServiceProvider();

        var error = FluentActions.Invoking(() => provider.GetRequiredService<IOptions<TypeScriptClientOptions>>().Value).Should().Throw<OptionsValidationException>().Which;

        error.Message.Should().Contain($"TypeScriptClientOptions.{property}").And.NotContain("secret").And.NotContain("lines");
    }

    private static async Task<string> WriteNodeAsync(string folder, string script)
    {
        var node = Path.Combine(folder, "node");
        await File.WriteAllTextAsync(node, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return node;
    }
}
