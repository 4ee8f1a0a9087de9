using System.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.ClusterSample;

/// <summary>Syncs one school twice in two databases: by one worker, and by several of which one is killed.</summary>
internal static class Demo
{
    public static async Task<DemoResult> RunAsync(Arguments arguments)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions
        {
            Courses = arguments.Courses, Students = arguments.Courses * 4, AssignmentsPerCourse = 5, Latency = TimeSpan.FromMilliseconds(200),
        });
        await using var alone = await Portal.CreateAsync(await server.CreateDatabaseAsync(), canvas);
        await using var shared = await Portal.CreateAsync(await server.CreateDatabaseAsync(), canvas);
        Action<string> say = arguments.Json ? _ => { } : Console.WriteLine;

        say("One worker syncs the school.");
        var one = await Worker.StartAsync(1, alone, canvas);
        var ofOne = await SyncAsync(alone, say);
        say($"{arguments.Workers} workers sync it into another database.");
        var workers = await Worker.StartAsync(arguments.Workers, shared, canvas);
        var ofAll = await SyncAsync(shared, say);

        canvas.School.Advance(TimeSpan.FromDays(7));
        say("A week later, one worker again.");
        await SyncAsync(alone, say);
        say("The others again, and one is killed.");
        var run = await shared.Cluster.StartAsync();
        var killed = await KillAsync(workers, shared, run, say);
        var ended = await EndAsync(shared, run, say);
        var isEqual = await SameRows.HaveAsync(alone, shared);
        foreach (var worker in (IEnumerable<Worker>)[.. one, .. workers])
        {
            await worker.DisposeAsync();
        }

        return new DemoResult(
            arguments.Workers, 1, ended.Courses, ended.TakeOvers, ended.FencedCommits, Math.Round(killed.TotalSeconds, 1),
            isEqual && ended.State == ClusterRunState.Succeeded, Math.Round(ofOne / ofAll, 2));
    }

    private static async Task<TimeSpan> SyncAsync(Portal portal, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        var ended = await EndAsync(portal, await portal.Cluster.StartAsync(), say);
        return ended.State == ClusterRunState.Succeeded ? watch.Elapsed : throw new InvalidOperationException($"The sync did not succeed: {ended}");
    }

    private static async Task<ClusterRun> EndAsync(Portal portal, Guid run, Action<string> say)
    {
        while (true)
        {
            var progress = (await portal.Cluster.FindAsync(run))!;
            var parts = await portal.UseAsync(context => context.Set<CanvasClusterCourse>().Where(course => course.RunId == run && course.Node != null)
                .GroupBy(course => course.Node).OrderBy(group => group.Key).Select(group => group.Count()).ToListAsync());
            say($"  {progress.EndedCourses} of {progress.Courses} courses, by worker: {string.Join(" + ", parts)}, taken over: {progress.TakeOvers}");
            if (progress.EndedAt is not null)
            {
                return progress;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <returns>The time from the kill until no course was left with the killed worker.</returns>
    private static async Task<TimeSpan> KillAsync(List<Worker> workers, Portal portal, Guid run, Action<string> say)
    {
        // Each has several in hand by then.
        while ((await HeldAsync(portal, run)).Select(course => course.Node).Distinct().Count() < workers.Count)
        {
            await Task.Delay(50);
        }

        var watch = Stopwatch.StartNew();
        await workers[0].KillAsync();
        var held = await HeldAsync(portal, run);
        say($"  killed; {held.Count} courses are in hand");
        while ((await HeldAsync(portal, run)).Any(course => held.Exists(before => before.CourseId == course.CourseId && before.Epoch == course.Epoch)))
        {
            await Task.Delay(50);
        }

        return watch.Elapsed;
    }

    private static Task<List<CanvasClusterCourse>> HeldAsync(Portal portal, Guid run) => portal.UseAsync(
        context => context.Set<CanvasClusterCourse>().AsNoTracking().Where(course => course.RunId == run && course.EndedAt == null && course.Node != null).ToListAsync());
}
