using System.Diagnostics;
using CanvasData.Operations.Client;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using CanvasData.Operations.TypeScript.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>The sample program brings what the REST client brings, row for row.</summary>
[Collection(nameof(ReferenceInterface))]
public class ReferenceInterfaceShould(ReferenceInterface reference)
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FillTheTablesAsTheRestClientDoes(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 40, AssignmentsPerCourse = 8, RealShapes = true, MaxPerPage = 25 });
        using var restStore = await TestStore.CreateAsync(provider);
        using var scriptStore = await TestStore.CreateAsync(provider);
        await using var rest = await SyncHost.StartAsync(canvas, restStore);
        await using var script = await SyncHost.StartAsync(canvas, scriptStore, builder => builder.UseTypeScriptClient(options => reference.Configure(options, canvas.BaseAddress, canvas.Token)));

        // The second pass is incremental, and finds changes.
        for (var pass = 0; pass < 2; pass++)
        {
            var (byRest, byScript) = (await rest.Bridge.SyncAllCoursesAsync(), await script.Bridge.SyncAllCoursesAsync());
            byRest.SyncedAll().Should().BeTrue();
            byScript.SyncedAll().Should().BeTrue("{0}", byScript);
            (await script.AllRowsAsync()).ShouldBeTheRows(await rest.AllRowsAsync(), $"pass {pass}");
            canvas.School.Advance(TimeSpan.FromDays(7));
        }
    }

    [Fact]
    public async Task ListTheCoursesOfAnAccount()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 5, AssignmentsPerCourse = 2 });
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseTypeScriptClient(options =>
        {
            reference.Configure(options, canvas.BaseAddress, canvas.Token);
            options.AccountId = "self";
        });
        await using var provider = services.BuildServiceProvider();

        (await provider.GetRequiredService<ICanvasClient>().ListCoursesAsync(new RequestCounter()).CountAsync()).Should().Be(3);

        canvas.Requests.All.Should().OnlyContain(request => request.PathAndQuery.StartsWith("/api/v1/accounts/self/courses"));
    }

    [Fact]
    public async Task PrintTheContractForAPerson()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 5, AssignmentsPerCourse = 3 });

        using var run = Process.Start(new ProcessStartInfo(Path.Combine(reference.Folder, "run"), ["--url", canvas.BaseAddress.GetLeftPart(UriPartial.Authority), "--token", canvas.Token, "--courses", "all"])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();

        run.ExitCode.Should().Be(0, "{0}", await errors);
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().Contain(line => line.Contains("\"kind\":\"submission\"")).And.Contain(line => line.Contains("\"type\":\"end\"")).And.NotContain(line => line.Contains(canvas.Token));
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("typecheck")]
    [InlineData("test")]
    public async Task PassItsOwnChecks(string script)
    {
        var (code, output) = await reference.NpmAsync("run", script);

        code.Should().Be(0, "{0}", output);
    }
}
