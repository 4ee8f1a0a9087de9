using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Queries;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Testing;
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
        var times = new List<double>();
        var rows = 0;

        // From the end of the school: the queries ask for students of its beginning.
        for (long student = SchoolStore.School.Students; times.Count < People; student--)
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
        }

        Console.Error.WriteLine($"      {Name}: median {Race.Median(times):0} ms, {rows / People} rows a person");
        return [new BarResult($"{Name}, slowest of {People}", $"{times.Max():0} ms", "<= 2000 ms", times.Max() <= 2_000)];
    }
}
