using System.Globalization;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// 1,000,000 submissions of one course from HTTP to PostgreSQL; the simulator and the syncing host are processes
/// of their own.
/// </summary>
internal sealed class PipelineBar : Bar
{
    public override string Name => "whole pipeline, 1,000,000 submissions";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        await using var server = await PostgresServer.StartAsync();
        using var simulator = await ChildProcess.StartAsync("simulator", "1", "5000", "200");
        var address = simulator.FirstLine.Split(' ');
        var database = await server.CreateDatabaseAsync();
        using var sync = await ChildProcess.StartAsync("sync", address[0], address[1], database);
        var first = Parse(sync.FirstLine);
        var again = Parse(await sync.ReadLineAsync());
        var asked = (await simulator.AskAsync("requests")).Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        using var byHand = await ChildProcess.StartAsync("byhand", address[0], address[1], await server.CreateDatabaseAsync());
        var peer = Parse(byHand.FirstLine);
        if (peer.Submissions != first.Submissions)
        {
            throw new InvalidOperationException($"By hand {peer.Submissions} submissions came, by the sync {first.Submissions}.");
        }

        return
        [
            BarResult.AtMost($"{Name}: time of a pipeline by hand without differences and history", first.Seconds / peer.Seconds, 1.3),
            BarResult.Information($"{Name}: rows a second, and by hand", $"{first.Submissions / first.Seconds:N0}, {peer.Submissions / peer.Seconds:N0}"),
            new BarResult($"{Name}: peak working set, first load", $"{first.PeakMiB} MiB", "<= 200 MB", first.PeakMiB * 1.048576 <= 200),
            new BarResult($"{Name}: peak working set, with a re-sync after it", $"{again.PeakMiB} MiB", "<= 200 MB", again.PeakMiB * 1.048576 <= 200),
            BarResult.Information($"{Name}: peak working set of the pipeline by hand", $"{peer.PeakMiB} MiB"),
            new BarResult($"{Name}: requests", $"{first.Requests:N0}", $"<= {first.RequestsBar:N0}", first.Requests <= first.RequestsBar),
            new BarResult($"{Name}: requests sent twice", $"{asked[0] - (asked[1] * 2)}", "0", asked[0] == asked[1] * 2),
        ];
    }

    private static PipelineFigures Parse(string line) => System.Text.Json.JsonSerializer.Deserialize<PipelineFigures>(line)!;
}

/// <summary>What the syncing process says of one run.</summary>
internal sealed record PipelineFigures(double Seconds, long Submissions, long Requests, long RequestsBar, long PeakMiB);
