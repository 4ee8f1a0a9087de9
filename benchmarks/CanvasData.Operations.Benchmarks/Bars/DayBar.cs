using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Benchmarks.Stores;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// A day in a course of 200,000 stored submissions: 8 % are graded again, 1 % are new, 0.5 % are gone. Ours is the whole database part of a
/// sync, with history, lifecycle and the other tables of the course. The peers write the same submissions and nothing else.
/// </summary>
internal sealed class DayBar(Func<SubmissionStore> create) : Bar
{
    private const int Days = 5;

    public override string Name => $"a day's change, {create().Name}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        await using var store = create();
        await using var bare = create();
        await using var merged = create();
        var canvas = new RecordCanvas(students: 1_000, assignments: 200);
        await store.StartAsync();
        await using var host = await BenchmarkHost.StartAsync(store, canvas);
        await host.SyncAsync(RecordCanvas.CourseId);
        await store.SettleAsync();
        var rows = await store.ReadAsync();
        foreach (var peer in (SubmissionStore[])[bare, merged])
        {
            await peer.StartAsync();
            await peer.BareInsertAsync(rows);
            await peer.SettleAsync();
        }

        var (ours, bares, merges) = (new List<double>(), new List<double>(), new List<double>());
        for (canvas.Day = 1; canvas.Day <= Days; canvas.Day++)
        {
            GC.Collect();
            var (report, database) = await host.SyncAsync(RecordCanvas.CourseId);
            var counts = report.Rows["CanvasSubmission"];
            if (counts.Added != 2_000 || counts.Changed < 15_000 || counts.Missing != 1_000)
            {
                throw new InvalidOperationException($"The day was another one: {counts}.");
            }

            var all = await store.ReadAsync();
            var listed = all.FindAll(row => row.MissingSince is null);
            var bareSeconds = await TimeAsync(() => bare.BareDayAsync(listed, DateTime.UtcNow));
            await bare.VerifyAsync(all);
            if (canvas.Day <= merged.Linq2DbUpsertRounds)
            {
                merges.Add(await TimeAsync(() => merged.Linq2DbUpsertAsync(listed)));
            }

            // The first day compiles and caches.
            if (canvas.Day > 1)
            {
                ours.Add(database.TotalSeconds);
                bares.Add(bareSeconds);
            }

            await store.SettleAsync();
            await bare.SettleAsync();
            await merged.SettleAsync();
        }

        Console.Error.WriteLine($"      sync {Race.Median(ours):0.000} s, bare {Race.Median(bares):0.000} s, linq2db {Race.Median(merges):0.000} s");
        return
        [
            BarResult.AtLeast($"{Name}: faster than linq2db {store.Linq2DbUpsertForm}", Race.Median(merges) / Race.Median(ours), 5),
            BarResult.AtMost($"{Name}: time of a bare key-and-hash read and update", Race.Median([.. ours.Zip(bares, (one, other) => one / other)]), 1.2),
            BarResult.Information($"{Name}: database part of the sync", $"{Race.Median(ours) * 1e3:0} ms"),
        ];
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }
}
