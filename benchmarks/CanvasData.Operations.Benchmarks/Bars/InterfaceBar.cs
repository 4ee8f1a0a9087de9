using System.Globalization;
using System.Text.Json;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// 1,000,000 submissions of one course through the sample program in TypeScript, against the REST client. Simulator and both clients are
/// processes of their own; the clients list by turns.
/// </summary>
internal sealed class InterfaceBar : Bar
{
    private const int Rounds = 3;

    public override string Name => "TypeScript client, 1,000,000 submissions";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var simulator = await ChildProcess.StartAsync("simulator", "1", "5000", "200");
        var address = simulator.FirstLine.Split(' ');
        using var rest = await ChildProcess.StartAsync("list", "rest", address[0], address[1]);
        using var script = await ChildProcess.StartAsync("list", "typescript", address[0], address[1]);
        var (byRest, byScript) = (new List<ListFigures>(), new List<ListFigures>());
        for (var round = 0; round < Rounds; round++)
        {
            byRest.Add(Parse(await rest.AskAsync("again")));
            byScript.Add(Parse(await script.AskAsync("again")));
        }

        if (byRest.Concat(byScript).Select(one => one.Records).Distinct().Count() != 1)
        {
            throw new InvalidOperationException("The two clients listed different numbers of submissions.");
        }

        var speed = Race.Median([.. byRest.Zip(byScript, (one, other) => one.Seconds / other.Seconds)]);
        var peak = byScript[^1].PeakMiB;
        return
        [
            new BarResult($"{Name}: records a second, against the REST client", speed.ToString("0.00x", CultureInfo.InvariantCulture), ">= 0.60x", speed >= 0.6),
            new BarResult($"{Name}: peak working set of the .NET side", $"{peak} MiB", "< 150 MB", peak * 1.048576 < 150),
            new BarResult($"{Name}: first call of a process", string.Create(CultureInfo.InvariantCulture, $"{Parse(script.FirstLine).Seconds * 1000:0} ms"), "information", true),
        ];
    }

    private static ListFigures Parse(string line) => JsonSerializer.Deserialize<ListFigures>(line)!;
}

/// <summary>What the listing process says of one list.</summary>
internal sealed record ListFigures(double Seconds, long Records, long PeakMiB);
