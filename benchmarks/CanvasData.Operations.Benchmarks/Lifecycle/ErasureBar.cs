using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Peers;
using CanvasData.Operations.Benchmarks.Queries;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Lifecycle;

/// <summary>
/// The erasure of one person. In a tenth of the school; in the whole of it, 10,000,000 submissions, when CANVASDATA_FULL_SCHOOL=1 is set.
/// </summary>
internal sealed class ErasureBar(Provider provider) : Bar
{
    private const int People = 20;

    public override string Name => $"erase one person, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var root = await SchoolStore.OpenAsync(provider);
        var (times, peers) = (new List<double>(), new List<double>());
        var rows = 0;

        // From the end of the school: the queries ask for students of its beginning.
        for (long student = SchoolStore.School.Students; times.Count < People; student -= 2)
        {
            await using var scope = root.CreateAsyncScope();
            var personal = scope.ServiceProvider.GetRequiredService<IPersonalData>();
            var clock = Stopwatch.StartNew();
            try
            {
                rows += (await personal.ErasePersonAsync(student)).DeletedRows;
            }
            catch (Diagnostics.ObjectNotFoundException)
            {
                throw new BarException($"Student {student} is not in the school: make another one.");
            }

            times.Add(clock.Elapsed.TotalMilliseconds);
            await using var other = root.CreateAsyncScope();
            var connection = other.ServiceProvider.GetRequiredService<SchoolContext>().Database.GetDbConnection();
            clock.Restart();
            await HandWrittenErasure.RunAsync(connection, student - 1);
            peers.Add(clock.Elapsed.TotalMilliseconds);
        }

        Console.Error.WriteLine($"      {Name}: median {Race.Median(times):0} ms, {rows / People} rows a person");
        return
        [
            BarResult.AtMost($"{Name}: time of a DELETE for each table by hand", Race.Median(times) / Race.Median(peers), 8),
            BarResult.Information($"{Name}, slowest of {People}", $"{times.Max():0} ms"),
        ];
    }
}
