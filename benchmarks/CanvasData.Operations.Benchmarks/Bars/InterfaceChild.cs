using System.Diagnostics;
using System.Text.Json;
using CanvasData.Operations.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>Lists the submissions of a course through one client, each time that it is asked.</summary>
internal static class InterfaceChild
{
    private const long Course = 1001;

    public static async Task ListAsync(string kind, Uri address, string token)
    {
        var services = new ServiceCollection();
        var builder = services.AddCanvasOperations();
        _ = kind == "rest"
            ? builder.UseRestClient(options => (options.BaseAddress, options.AccessToken) = (address, token))
            : builder.UseTypeScriptClient(options => (options.BaseAddress, options.AccessToken, options.Folder) = (address, token, Program()));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ICanvasClient>();
        Console.WriteLine(await MeasureAsync(async () => await client.ListSectionsAsync(Course, new RequestCounter()).LongCountAsync()));
        while (await Console.In.ReadLineAsync() is "again")
        {
            Console.WriteLine(await MeasureAsync(async () => await client.ListSubmissionsAsync(Course, SubmissionFilter.All, new RequestCounter()).LongCountAsync()));
        }
    }

    // The benchmarks are started in the repository; packages are installed by npm ci.
    private static string Program()
    {
        var folder = Path.GetFullPath("samples/canvas-interface");
        return Directory.Exists(Path.Combine(folder, "node_modules"))
            ? folder
            : throw new BarException($"{folder} has no packages. Run npm ci there, and start the benchmarks in the folder of the repository.");
    }

    private static async Task<string> MeasureAsync(Func<Task<long>> list)
    {
        var clock = Stopwatch.StartNew();
        var records = await list();
        var seconds = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        return JsonSerializer.Serialize(new ListFigures(seconds, records, process.PeakWorkingSet64 >> 20));
    }
}
