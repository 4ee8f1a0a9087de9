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
    private const int ShownDifferences = 20;

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

        var workers = new List<Worker>();
        try
        {
            say("One worker syncs the school.");
            workers.AddRange(await Worker.StartAsync(1, alone, canvas));
            var ofOne = await SyncAsync(alone, say);
            say($"{arguments.Workers} workers sync it into another database.");
            workers.AddRange(await Worker.StartAsync(arguments.Workers, shared, canvas));
            var ofAll = await SyncAsync(shared, say);

            canvas.School.Advance(TimeSpan.FromDays(7));
            say("A week later, one worker again.");
            await SyncAsync(alone, say);
            say("The others again, and one is killed.");
            var run = await shared.Cluster.StartAsync();
            var resumed = await KillAsync(workers[1..], shared, run, say);
            var ended = await EndAsync(shared, run, say);
            var differences = await SameRows.FindDifferencesAsync(alone, shared);
            if (ended.State != ClusterRunState.Succeeded || differences.Count > 0)
            {
                Complain(arguments, ended, differences);
            }

            return new DemoResult(
                arguments.Workers, resumed is null ? 0 : 1, ended.Courses, ended.TakeOvers, ended.FencedCommits, Math.Round(resumed?.TotalSeconds ?? 0, 1),
                differences.Count == 0 && ended.State == ClusterRunState.Succeeded, Math.Round(ofOne / ofAll, 2));
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    // With --json the one document stays alone on the standard output.
    private static void Complain(Arguments arguments, ClusterRun ended, IReadOnlyList<string> differences)
    {
        var output = arguments.Json ? Console.Error : Console.Out;
        output.WriteLine($"The run ended as {ended.State}, {ended.FailedCourses} courses failed. {differences.Count} rows differ.");
        foreach (var difference in differences.Take(ShownDifferences))
        {
            output.WriteLine($"  {difference}");
        }
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

    /// <summary>Kills the first worker that has a course in hand.</summary>
    /// <returns>The time from the kill until others had taken all its courses; null when the run ended before.</returns>
    private static async Task<TimeSpan?> KillAsync(IReadOnlyList<Worker> workers, Portal portal, Guid run, Action<string> say)
    {
        Worker? busy = null;
        for (; busy is null; await Task.Delay(50))
        {
            if ((await portal.Cluster.FindAsync(run))!.EndedAt is not null)
            {
                return null;
            }

            var owners = await portal.UseAsync(context => context.Set<CanvasCourseLease>().Where(lease => lease.LeaseUntil != null && lease.Owner != null).Select(lease => lease.Owner!).ToListAsync());
            busy = workers.FirstOrDefault(worker => owners.Exists(worker.IsOwner));
        }

        var leases = await portal.UseAsync(context => context.Set<CanvasCourseLease>().AsNoTracking().Where(lease => lease.LeaseUntil != null && lease.Owner != null).ToListAsync());
        var begun = leases.Where(lease => busy.IsOwner(lease.Owner!)).Select(lease => lease.CourseId).ToHashSet();
        var nodes = (await HeldAsync(portal, run)).Where(course => begun.Contains(course.CourseId)).Select(course => course.Node).ToHashSet();
        var watch = Stopwatch.StartNew();
        await busy.KillAsync();
        var held = (await HeldAsync(portal, run)).FindAll(course => nodes.Contains(course.Node));
        say($"  killed; it had {held.Count} courses in hand");
        while ((await HeldAsync(portal, run)).Any(course => held.Exists(before => before.CourseId == course.CourseId && before.Epoch == course.Epoch)))
        {
            await Task.Delay(50);
        }

        return watch.Elapsed;
    }

    private static Task<List<CanvasClusterCourse>> HeldAsync(Portal portal, Guid run) => portal.UseAsync(
        context => context.Set<CanvasClusterCourse>().AsNoTracking().Where(course => course.RunId == run && course.EndedAt == null && course.Node != null).ToListAsync());
}
