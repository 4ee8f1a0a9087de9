using System.Diagnostics;
using System.Globalization;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>One way to do the work.</summary>
/// <param name="Name">Who does it.</param>
/// <param name="Rounds">In how many rounds; slow ones take part in fewer.</param>
/// <param name="Run">The work, timed.</param>
/// <param name="Verify">Throws when it left the wrong rows; not timed.</param>
/// <param name="Scale">What its time is multiplied by, when it does a part of the work.</param>
internal sealed record Contender(string Name, int Rounds, Func<Task> Run, Func<Task> Verify, double Scale = 1);

/// <summary>
/// Times contenders in rounds, each in another order, so that a slow moment of the machine hits all of them alike.
/// </summary>
internal sealed class Race
{
    private readonly Dictionary<string, List<double>> _seconds = [];

    /// <param name="contenders">Who takes part.</param>
    /// <param name="prepare">Brings the store to its start before each run; not timed.</param>
    public static async Task<Race> RunAsync(IReadOnlyList<Contender> contenders, Func<Task> prepare)
    {
        var race = new Race();
        for (var round = 0; round < contenders.Max(c => c.Rounds); round++)
        {
            var order = contenders.Skip(round % contenders.Count).Concat(contenders.Take(round % contenders.Count));
            foreach (var contender in order.Where(c => c.Rounds > round))
            {
                await prepare();
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var clock = Stopwatch.StartNew();
                await contender.Run();
                race.Add(contender.Name, clock.Elapsed.TotalSeconds * contender.Scale);
                await contender.Verify();
            }
        }

        foreach (var (name, seconds) in race._seconds)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"      {name,-10} {Median(seconds):0.000} s  [{string.Join(' ', seconds.Select(s => s.ToString("0.000", CultureInfo.InvariantCulture)))}]"));
        }

        return race;
    }

    /// <summary>How many times as long one takes as another: the median over the rounds that both ran.</summary>
    public double Ratio(string slow, string fast) => Median([.. _seconds[slow].Zip(_seconds[fast], (s, f) => s / f)]);

    private void Add(string name, double seconds)
    {
        if (!_seconds.TryGetValue(name, out var all))
        {
            _seconds[name] = all = [];
        }

        all.Add(seconds);
    }

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
