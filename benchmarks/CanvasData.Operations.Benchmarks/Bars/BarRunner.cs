using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Analytics;
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
        new UnchangedBar(() => new PostgreSqlStore()),
        new UnchangedBar(() => new SqliteStore()),
        new StatementsBar(),
        new PipelineBar(),
        new AnalysisBar(),
        new QueryBars(Provider.Sqlite),
        new QueryBars(Provider.PostgreSql),
        new AnalyticsDatabaseBars(Provider.Sqlite),
        new AnalyticsDatabaseBars(Provider.PostgreSql),
    ];

    /// <summary>Measures the bars whose name holds the text; null for all.</summary>
    /// <returns>0 when all hold.</returns>
    public static async Task<int> RunAsync(string? part)
    {
#if DEBUG
        Console.Error.WriteLine("Run the bars with -c Release: a debug build proves nothing.");
        await Task.CompletedTask;
        return 2;
#else
        var missed = false;
        var clock = Stopwatch.StartNew();
        foreach (var bar in All().Where(b => part is null || b.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var result in await bar.MeasureAsync())
            {
                missed |= !result.Passed;
                Console.WriteLine($"{(result.Passed ? "PASS" : "MISS")}  {result.Name,-62}  {result.Measured,10}  {result.Bar}");
            }
        }

        Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds:0} s");
        return missed ? 1 : 0;
#endif
    }
}
