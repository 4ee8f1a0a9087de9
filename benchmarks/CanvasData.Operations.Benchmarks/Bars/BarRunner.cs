using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Analytics;
using CanvasData.Operations.Benchmarks.HostRows;
using CanvasData.Operations.Benchmarks.Lifecycle;
using CanvasData.Operations.Benchmarks.Queries;
using CanvasData.Operations.Benchmarks.Stores;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Benchmarks.Bars;

internal static class BarRunner
{
    private static Bar[] All() =>
    [
        new FirstLoadBar(() => new PostgreSqlStore()),
        new FirstLoadBar(() => new SqliteStore()),
        new AllChangedBar(() => new PostgreSqlStore()),
        new AllChangedBar(() => new SqliteStore()),
        new DayBar(() => new PostgreSqlStore()),
        new DayBar(() => new SqliteStore()),
        new UnchangedBar(() => new PostgreSqlStore()),
        new UnchangedBar(() => new SqliteStore()),
        new BulkUpsertBar(Provider.PostgreSql),
        new BulkUpsertBar(Provider.Sqlite),
        new BulkMemoryBar(Provider.PostgreSql),
        new BulkMemoryBar(Provider.Sqlite),
        new StatementsBar(),
        new PipelineBar(),
        new InterfaceBar(),
        new RequestsBar(),
        new RefreshBar(Provider.Sqlite),
        new RefreshBar(Provider.PostgreSql),
        new AnalysisBar(),
        new QueryBars(Provider.Sqlite),
        new QueryBars(Provider.PostgreSql),
        new WebApiBar(Provider.Sqlite),
        new WebApiBar(Provider.PostgreSql),
        new MonitorBar(Provider.Sqlite),
        new MonitorBar(Provider.PostgreSql),
        new LifecycleBars(Provider.Sqlite),
        new LifecycleBars(Provider.PostgreSql),
        new CleanupBars(Provider.Sqlite),
        new CleanupBars(Provider.PostgreSql),
        new ErasureBar(Provider.Sqlite),
        new ErasureBar(Provider.PostgreSql),
        new PastGradebookBar(Provider.Sqlite),
        new PastGradebookBar(Provider.PostgreSql),
        new AnalyticsDatabaseBars(Provider.Sqlite),
        new AnalyticsDatabaseBars(Provider.PostgreSql),
        new PartitionBars(),
        new TablesBar(100_000),
        new TablesBar(1_000_000),
        new ClusterBar(),
    ];

    /// <summary>Measures the bars that were asked for.</summary>
    /// <returns>0 when all hold, 1 when one does not, 2 when they cannot be measured.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
#if DEBUG
        Console.Error.WriteLine("Run the bars with -c Release: a debug build proves nothing.");
        await Task.CompletedTask;
        return 2;
#else
        try
        {
            return await MeasureAsync(BarArguments.Parse(args));
        }
        catch (BarException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
#endif
    }

    private static async Task<int> MeasureAsync(BarArguments asked)
    {
        var missed = false;
        var clock = Stopwatch.StartNew();
        foreach (var bar in Chosen(asked))
        {
            var begun = clock.Elapsed;
            foreach (var result in await bar.MeasureAsync())
            {
                missed |= !result.Passed;
                Console.WriteLine($"{(!result.Passed ? "MISS" : result.Bar.Length > 0 ? "PASS" : "INFO")}  {result.Name,-62}  {result.Measured,10}  {result.Bar}");
            }

            Console.Error.WriteLine($"      {bar.Name}: {(clock.Elapsed - begun).TotalSeconds:0} s");
        }

        Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds:0} s");
        return missed ? 1 : 0;
    }

    private static List<Bar> Chosen(BarArguments asked)
    {
        List<Bar> known = [.. All()];
        if (asked.Data is { } folder)
        {
            known.Add(new EvaluationBars(folder));
        }

        var chosen = asked.Part is { } part ? known.FindAll(bar => bar.Name.Contains(part, StringComparison.OrdinalIgnoreCase)) : known;
        return chosen.Count > 0 ? chosen : throw new BarException($"No bar is named like '{asked.Part}'; there are: {string.Join("; ", known.Select(bar => bar.Name))}; and with --data DIR: evaluation.");
    }
}
