using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Benchmarks.Stores;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>A course of 200,000 submissions, synced again: nothing changed.</summary>
internal sealed class UnchangedBar(Func<SubmissionStore> create) : Bar
{
    private const int Rounds = 3;

    public override string Name => $"re-sync unchanged, {create().Name}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        await using var store = create();
        await store.StartAsync();
        var canvas = new RecordCanvas(students: 1_000, assignments: 200);
        await using var host = await BenchmarkHost.StartAsync(store, canvas);
        await host.SyncAsync(RecordCanvas.CourseId);
        await store.SettleAsync();
        var rows = await store.ReadAsync();
        var written = 0L;
        var (ours, peers, bares) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var (report, database) = await host.SyncAsync(RecordCanvas.CourseId);
            written += report.RowsWritten;
            ours.Add(database.TotalSeconds);
            var bare = Stopwatch.StartNew();
            written += await store.BareCompareAsync(rows);
            bares.Add(bare.Elapsed.TotalSeconds);
            if (round < store.Linq2DbUpsertRounds)
            {
                var clock = Stopwatch.StartNew();
                await store.Linq2DbUpsertAsync(rows);
                peers.Add(clock.Elapsed.TotalSeconds);
                await store.SettleAsync();
            }
        }

        var microseconds = Race.Median(ours) * 1e6 / canvas.Submissions;
        return
        [
            BarResult.AtMost($"{Name}: time of a bare read and comparison of keys and hashes", Race.Median([.. ours.Zip(bares, (one, other) => one / other)]), 2),
            BarResult.Information($"{Name}: database part a row", $"{microseconds:0.00} us"),
            new BarResult($"{Name}: rows written", $"{written}", "0", written == 0),
            BarResult.AtLeast($"{Name}: faster than linq2db {store.Linq2DbUpsertForm}", Race.Median(peers) / Race.Median(ours), 5),
        ];
    }
}
