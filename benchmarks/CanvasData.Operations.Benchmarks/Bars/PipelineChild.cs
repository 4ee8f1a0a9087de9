using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Benchmarks.HostRows;
using CanvasData.Operations.Benchmarks.Peers;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Benchmarks.Stores;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>The roles that bars need processes for.</summary>
internal static class PipelineChild
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["simulator", var courses, var students, var assignments]:
                await SimulateAsync(Number(courses), Number(students), Number(assignments));
                return 0;
            case ["sync", var address, var token, var database]:
                await SyncAsync(new Uri(address), token, database);
                return 0;
            case ["byhand", var address, var token, var database]:
                await WriteByHandAsync(new Uri(address), token, database);
                return 0;
            case ["tables", var address, var id, var secret, var database, var folder]:
                await TablesChild.RunAsync(new Uri(address), id, secret, database, folder);
                return 0;
            case ["school", var address, var token, var database]:
                await TablesChild.SyncOverRestAsync(new Uri(address), token, database);
                return 0;
            case ["list", var kind, var address, var token]:
                await InterfaceChild.ListAsync(kind, new Uri(address), token);
                return 0;
            case ["bulk", var provider, var database]:
                Console.WriteLine(await BulkMemoryBar.StreamAsync(Enum.Parse<Provider>(provider), database));
                await Console.In.ReadLineAsync();
                return 0;
            default:
                return 2;
        }
    }

    private static async Task SimulateAsync(int courses, int students, int assignments)
    {
        await using var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = courses, Students = students, AssignmentsPerCourse = assignments });
        Console.WriteLine($"{simulator.BaseAddress} {simulator.Token} {simulator.DataAccess.ClientId} {simulator.DataAccess.ClientSecret}");
        while (await Console.In.ReadLineAsync() is { } question)
        {
            var requests = simulator.Requests.All;
            Console.WriteLine(question == "day"
                ? Regrade(simulator.School).ToString(CultureInfo.InvariantCulture)
                : $"{requests.Count} {requests.Select(request => request.PathAndQuery).Distinct().Count()}");
        }
    }

    /// <returns>How many submissions have another grade: 8 of 100.</returns>
    private static int Regrade(SimulatedSchool school)
    {
        var regraded = 0;
        school.Advance(TimeSpan.FromMinutes(1));
        foreach (var course in school.Courses.Where(course => !course.AccessRestrictedByDate))
        {
            foreach (var work in school.Submissions(course.Id).Where((_, place) => place % 100 < 8).ToList())
            {
                school.SetScore(course.Id, work.AssignmentId, work.UserId, work.Score == 1.5 ? 2.5 : 1.5);
                regraded++;
            }
        }

        return regraded;
    }

    private static async Task SyncAsync(Uri address, string token, string database)
    {
        await using var host = await BenchmarkHost.StartAsync(options => options.UseNpgsql(database), builder => builder.UsePostgreSqlBulkWriter().UseRestClient(rest =>
        {
            rest.BaseAddress = address;
            rest.AccessToken = token;
        }));
        for (var run = 0; run < 2; run++)
        {
            var clock = Stopwatch.StartNew();
            var (report, _) = await host.SyncAsync(1001);
            var seconds = clock.Elapsed.TotalSeconds;
            var submissions = report.Rows["CanvasSubmission"];
            using var process = Process.GetCurrentProcess();
            var rows = report.Rows.Values.Select(counts => counts.Added + counts.Changed + counts.Unchanged);
            Console.WriteLine(JsonSerializer.Serialize(new PipelineFigures(
                seconds, submissions.Added + submissions.Unchanged, report.Requests, rows.Sum(count => (count + 99) / 100) + 10, process.PeakWorkingSet64 >> 20)));
        }

        // Lives until it is killed: the peak is its own, not that of its end.
        await Console.In.ReadLineAsync();
    }

    private static async Task WriteByHandAsync(Uri address, string token, string database)
    {
        await using (var context = new Stores.SchoolContext(new DbContextOptionsBuilder<Stores.SchoolContext>().UseNpgsql(database).Options))
        {
            await context.Database.EnsureCreatedAsync();
        }

        var clock = Stopwatch.StartNew();
        var rows = await HandWrittenPipeline.RunAsync(address, token, 1001, database);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new PipelineFigures(clock.Elapsed.TotalSeconds, rows, 0, 0, process.PeakWorkingSet64 >> 20)));
        await Console.In.ReadLineAsync();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
