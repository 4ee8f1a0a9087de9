using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Monitoring;

/// <summary>The memory of the monitor. It is that of the whole process, so that no other test may run beside it.</summary>
[Collection(nameof(MonitorMemoryShould))]
[CollectionDefinition(nameof(MonitorMemoryShould), DisableParallelization = true)]
public class MonitorMemoryShould
{
    [Fact]
    public async Task StayBoundWithAnyNumberOfShapes()
    {
        const int Shapes = 100_000;
        const int Repeats = 20_000;
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite, options => options.MaxShapes = 100);
        await host.UseAsync(async context =>
        {
            await context.Database.OpenConnectionAsync();
            for (var i = 0; i < Repeats; i++)
            {
                var update = $"UPDATE \"Books\" SET \"Shelf\" = {i} WHERE \"Id\" = 0";
                context.Database.ExecuteSqlRaw(update);
            }

            return true;
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await host.UseAsync(async context =>
        {
            await context.Database.OpenConnectionAsync();
            for (var i = 0; i < Shapes; i++)
            {
                var update = $"UPDATE \"Books\" AS a{i} SET \"Shelf\" = 1 WHERE a{i}.\"Id\" = 0";
                context.Database.ExecuteSqlRaw(update);
            }

            return true;
        });
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var report = host.Monitor.CreateReport();

        grown.Should().BeLessThan(4_000_000, "100 shapes and the texts that are known take less");
        report.Queries.Should().HaveCountLessThanOrEqualTo(100);
        report.Queries.Should().Contain(query => query.Executions == Repeats, "what took the most time stays");
        report.OtherQueries!.Executions.Should().BeGreaterThan(Shapes - 100);
        report.Executions.Should().Be(Shapes + Repeats);
    }
}
