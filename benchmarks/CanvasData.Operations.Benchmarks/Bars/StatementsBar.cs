using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Benchmarks.Stores;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>Statements of a course's first sync, with few rows and with ten times as many, within one batch.</summary>
internal sealed class StatementsBar : Bar
{
    public override string Name => "statements per course, PostgreSQL";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var few = await CountAsync(students: 100);
        var many = await CountAsync(students: 1_000);
        return [new BarResult($"{Name}: 2,000 and 20,000 submissions", $"{few}, {many}", "not more", many <= few)];
    }

    private static async Task<int> CountAsync(int students)
    {
        await using var store = new PostgreSqlStore();
        await store.StartAsync();
        await using var host = await BenchmarkHost.StartAsync(store, new RecordCanvas(students, assignments: 20));
        var statements = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ => Interlocked.Increment(ref statements),
        };
        ActivitySource.AddActivityListener(listener);
        await host.SyncAsync(RecordCanvas.CourseId);
        return statements;
    }
}
