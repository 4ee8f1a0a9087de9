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
        report.Checks.Select(check => check.Name).Should().Equal("node", "folder", "entry", "package", "dependencies", "runner", "address", "token");
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
        var node = Path.Combine(files.Folder, "node");
        await File.WriteAllTextAsync(node, $$"""
            #!/bin/sh
            if [ "$1" = --version ]; then echo v{{version}}; exit 0; fi
            printf '%s|' "$@" >&2
            exit 1
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await using var child = Child.Answering("", options => (options.NodePath, options.Entry) = (node, entry));

        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).Which.Output.Should().Be($"{arguments}|");
    }

    [Theory]
    [InlineData("BaseAddress", "ftp://canvas.example.edu")]
    [InlineData("BaseAddress", "https://name:secret@canvas.example.edu")]
    [InlineData("AccessToken", "two\nlines")]
    [InlineData("Folder", " ")]
    [InlineData("Entry", "/etc/main.ts")]
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
}
