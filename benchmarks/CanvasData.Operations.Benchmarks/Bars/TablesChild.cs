using System.Diagnostics;
using System.Text.Json;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.DataAccess;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>The processes that sync a school, over the tables or over REST.</summary>
internal static class TablesChild
{
    /// <summary>Takes the snapshot, and then what has changed for each line.</summary>
    public static async Task RunAsync(Uri address, string id, string secret, string database, string folder)
    {
        await using var host = await BenchmarkHost.StartAsync(options => options.UseNpgsql(database), builder => builder.UsePostgreSqlBulkWriter().UseDataAccessPlatform(tables =>
        {
            tables.BaseAddress = tables.CanvasAddress = address;
            tables.ClientId = id;
            tables.ClientSecret = secret;
            tables.Directory = folder;
            tables.JobsPerMinute = 6_000;
            tables.PollInterval = TimeSpan.FromMilliseconds(50);
        }));
        do
        {
            var clock = Stopwatch.StartNew();
            var report = await host.Services.GetRequiredService<IDataAccessSync>().RunAsync();
            Tell(clock, report.Sync!, report.Tables.Max(table => table.Requests));
        }
        while (await Console.In.ReadLineAsync() is not null);
    }

    public static async Task SyncOverRestAsync(Uri address, string token, string database)
    {
        await using var host = await BenchmarkHost.StartAsync(options => options.UseNpgsql(database), builder => builder.UsePostgreSqlBulkWriter().UseRestClient(rest =>
        {
            rest.BaseAddress = address;
            rest.AccessToken = token;
        }));
        var clock = Stopwatch.StartNew();
        Tell(clock, await host.Services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync(), 0);

        // Lives until it is killed: the peak is its own, not that of its end.
        await Console.In.ReadLineAsync();
    }

    private static void Tell(Stopwatch clock, SyncReport report, long requests)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        var failed = report.Courses.FirstOrDefault(course => course.Outcome != CourseSyncOutcome.Succeeded && course.Failure is not null);
        if (report.Failure is not null || failed is not null)
        {
            throw new InvalidOperationException($"The sync failed: {(report.Failure ?? failed!.Failure)!.Message}");
        }

        using var process = Process.GetCurrentProcess();
        var submissions = report.Courses.Sum(course => course.Rows.TryGetValue("CanvasSubmission", out var rows) ? rows.Added + rows.Changed : 0);
        Console.WriteLine(JsonSerializer.Serialize(new TablesFigures(seconds, submissions, requests, process.PeakWorkingSet64 >> 20)));
    }
}
