using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.FirstSteps.Tests;

public sealed class QuickStartShould
{
    [Fact]
    public async Task PrintOneJsonDocumentAboutThreeRunsAndNothingElse()
    {
        var (code, output, errors) = await QuickStartAsync(["--json"]);

        errors.Should().BeEmpty();
        code.Should().Be(0);
        var runs = JsonDocument.Parse(output).RootElement.GetProperty("runs").EnumerateArray().ToList();
        runs.Select(run => run.GetProperty("name").GetString()).Should().Equal("first", "unchanged", "week-later");
        runs.Should().AllSatisfy(run =>
        {
            run.GetProperty("failedCourses").GetInt32().Should().Be(0);
            run.GetProperty("courses").GetInt32().Should().BeGreaterThanOrEqualTo(20);
            run.GetProperty("requests").GetInt64().Should().BePositive();
            run.GetProperty("seconds").GetDouble().Should().BePositive();
            run.GetProperty("peakWorkingSetMiB").GetDouble().Should().BePositive();
        });
        Submissions(runs[0], "added").Should().BeGreaterThan(90_000);
        runs[1].GetProperty("rowsWritten").GetInt64().Should().Be(0);
        Submissions(runs[1], "unchanged").Should().Be(Submissions(runs[0], "added"));
        Submissions(runs[2], "changed").Should().BePositive();
        Submissions(runs[2], "missing").Should().BePositive();
    }

    [Fact]
    public async Task RunOnPostgreSqlTwiceAndShowWhatATeacherAsks()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 3, Students = 40, AssignmentsPerCourse = 10 });
        string[] arguments = ["--postgres", store.ConnectionString, "--canvas", canvas.BaseAddress.ToString()];

        var (_, first, _) = await QuickStartAsync(arguments, canvas.Token);
        var (code, output, errors) = await QuickStartAsync(arguments, canvas.Token);

        errors.Should().BeEmpty();
        code.Should().Be(0);
        first.Should().Contain("The first sync");
        output.Should().Contain("Who is missing most work?").And.Contain("Which assignments are hardest?");
        output.Should().Contain("Who may not pass?").And.Contain("predicted final grade").And.Contain("basis ClassOnly").And.Contain("What the student reads");
    }

    [Fact]
    public async Task KeepTheFileThatWasAskedFor()
    {
        using var file = new SqliteFile();
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 1, Students = 5, AssignmentsPerCourse = 3 });

        var (code, output, _) = await QuickStartAsync(["--database", file.FilePath, "--canvas", canvas.BaseAddress.ToString()], canvas.Token);
        var (again, _, refusal) = await QuickStartAsync(["--database", file.FilePath]);

        code.Should().Be(0);
        output.Should().Contain(file.FilePath);
        File.Exists(file.FilePath).Should().BeTrue();
        again.Should().Be(2);
        refusal.Should().Contain("exists already");
    }

    [Fact]
    public async Task SayWhatIsWrongWithTheCourses()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 2, Students = 5, AssignmentsPerCourse = 3 });
        var failing = canvas.School.Courses[0].Id;
        canvas.Faults.Add(Fault.Html200(), $"*/courses/{failing.ToString(CultureInfo.InvariantCulture)}/enrollments*");

        var (code, output, errors) = await QuickStartAsync(["--json", "--canvas", canvas.BaseAddress.ToString()], canvas.Token);

        code.Should().Be(1);
        errors.Should().Contain($"Course {failing}: Failed");
        var run = JsonDocument.Parse(output).RootElement.GetProperty("runs")[0];
        run.GetProperty("failedCourses").GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData("There is no argument \"--nope\".", "--nope")]
    [InlineData("--postgres needs a value.", "--postgres")]
    [InlineData("--postgres takes a connection string", "--postgres", "secret")]
    [InlineData("--canvas takes an address", "--canvas", "canvas.school.edu")]
    [InlineData("environment variable CANVAS_TOKEN", "--canvas", "https://canvas.school.edu")]
    [InlineData("exclude each other", "--database", "a.db", "--postgres", "Host=127.0.0.1;Database=a")]
    [InlineData("does not exist", "--database", "/no/such/folder/a.db")]
    public async Task RefuseArgumentsWithASentence(string sentence, params string[] arguments)
    {
        var (code, output, errors) = await QuickStartAsync(arguments);

        code.Should().Be(2);
        output.Should().BeEmpty();
        errors.Should().Contain(sentence).And.Contain("--help").And.NotContain("secret").And.NotContain("   at ");
    }

    [Fact]
    public async Task SayThatADatabaseCannotBeReachedWithoutItsPassword()
    {
        var (code, _, errors) = await QuickStartAsync(["--postgres", "Host=127.0.0.1;Port=1;Username=a;Password=secret;Database=b"]);

        code.Should().Be(1);
        errors.Should().StartWith("PostgreSQL cannot be used: Failed to connect to 127.0.0.1:1").And.NotContain("secret").And.NotContain("   at ");
    }

    [Fact]
    public async Task HelpWithoutDoingAnything()
    {
        var (code, output, _) = await QuickStartAsync(["--help"]);

        code.Should().Be(0);
        output.Should().Contain("--postgres").And.Contain("Exit codes");
        output.Split('\n').Should().AllSatisfy(line => line.Length.Should().BeLessThanOrEqualTo(80));
    }

    private static long Submissions(JsonElement run, string what) => run.GetProperty("rows").GetProperty("CanvasSubmission").GetProperty(what).GetInt64();

    private static async Task<(int Code, string Output, string Errors)> QuickStartAsync(string[] arguments, string? token = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "QuickStart.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CANVAS_TOKEN"] = token;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
