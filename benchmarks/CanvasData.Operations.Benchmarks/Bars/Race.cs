using System.Diagnostics;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>One way to do the work.</summary>
/// <param name="Name">Who does it.</param>
/// <param name="Repetitions">How often at most; slow ones less often.</param>
/// <param name="Run">The work, timed.</param>
internal sealed record Contender(string Name, int Repetitions, Func<Task> Run);

/// <summary>Times contenders in turns, so that a slow moment of the machine hits all of them alike.</summary>
internal static class Race
{
    /// <param name="contenders">Who takes part.</param>
    /// <param name="prepare">Brings the store to its start before each run; not timed.</param>
    /// <param name="verify">Throws when a run left the wrong rows; not timed.</param>
    /// <returns>The median seconds of each.</returns>
    public static async Task<Dictionary<string, double>> RunAsync(IReadOnlyList<Contender> contenders, Func<Task> prepare, Func<Task> verify)
    {
        var times = contenders.ToDictionary(c => c.Name, _ => new List<double>());
        for (var round = 0; round < contenders.Max(c => c.Repetitions); round++)
        {
            foreach (var contender in contenders.Where(c => c.Repetitions > round))
            {
                await prepare();
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var clock = Stopwatch.StartNew();
                await contender.Run();
                times[contender.Name].Add(clock.Elapsed.TotalSeconds);
                await verify();
            }
        }

        foreach (var (name, seconds) in times)
        {
            await Console.Error.WriteLineAsync($"      {name,-28} {Median(seconds):0.000} s  [{string.Join(' ', seconds.Select(s => s.ToString("0.000")))}]");
        }

        return times.ToDictionary(t => t.Key, t => Median(t.Value));
    }

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
