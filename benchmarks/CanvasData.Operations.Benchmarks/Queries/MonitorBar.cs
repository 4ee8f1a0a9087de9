using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Model;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>What the performance monitor costs: a query by its key with and without it, in short blocks that take turns.</summary>
internal sealed class MonitorBar(Provider provider) : Bar
{
    private const int Rounds = 400;
    private const int QueriesInBlock = 100;
    private const int Users = 1_000;

    public override string Name => $"monitor on {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var off = Start(store, monitors: false);
        await using var on = Start(store, monitors: true);
        await FillAsync(off);
        for (var i = 0; i < 20; i++)
        {
            await BlockAsync(off);
            await BlockAsync(on);
        }

        var (ratios, times) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (first, second) = round % 2 == 0 ? (off, on) : (on, off);
            var (one, other) = (await BlockAsync(first), await BlockAsync(second));
            var (without, with) = round % 2 == 0 ? (one, other) : (other, one);
            ratios.Add(with / without);
            times.Add(without);
        }

        var counted = on.GetRequiredService<IPerformanceMonitor>().CreateReport().Queries.Max(query => query.Rows.Count);
        if (counted != (Rounds + 20) * QueriesInBlock)
        {
            throw new BarException($"The monitor counted {counted} queries.");
        }

        await Console.Error.WriteLineAsync($"      {Race.Median(times) / QueriesInBlock * 1e6:0.0} us a query without the monitor");
        return [BarResult.AtMost($"{provider}: query by its key, monitor on against off", Race.Median(ratios), 1.02)];
    }

    private static ServiceProvider Start(TestStore store, bool monitors)
    {
        var services = new ServiceCollection();
        services.AddDbContextPool<SchoolContext>(options => store.Configure(options));
        var canvas = services.AddCanvasOperations().UseDbContext<SchoolContext>();
        return (monitors ? canvas.MonitorQueries() : canvas).Services.BuildServiceProvider();
    }

    private static async Task FillAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        await context.Database.EnsureCreatedAsync();
        context.AddRange(Enumerable.Range(1, Users).Select(id => new CanvasUser { Id = id, Name = $"Person {id}" }));
        await context.SaveChangesAsync();
    }

    // A scope for each query, as a request has one.
    private static async Task<double> BlockAsync(ServiceProvider services)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < QueriesInBlock; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var id = Random.Shared.Next(1, Users + 1);
            await scope.ServiceProvider.GetRequiredService<SchoolContext>().Set<CanvasUser>().AsNoTracking().SingleAsync(user => user.Id == id);
        }

        return clock.Elapsed.TotalSeconds;
    }
}
