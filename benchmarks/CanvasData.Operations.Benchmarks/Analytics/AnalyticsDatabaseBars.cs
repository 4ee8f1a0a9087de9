using System.Diagnostics;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Queries;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Analytics;

/// <summary>
/// The promises of the analytics builder from the database: nothing cached, every call asks about another moment. On a
/// tenth of the school; on the whole of it, 10,000,000 submissions, when CANVASDATA_FULL_SCHOOL=1 is set.
/// </summary>
internal sealed class AnalyticsDatabaseBars(Provider provider) : Bar
{
    private const int Calls = 110;
    private const int WarmUps = 10;
    private static readonly GeneratedSchool School = SchoolStore.School;
    private static readonly DateTimeOffset Moment = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    public override string Name => $"Analytics on {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var root = await SchoolStore.OpenAsync(provider);
        return
        [
            .. await AgainstReadingAsync(root, "at risk, a course of 500 x 100", 4, [School.LargeCourse], (a, moment) => a.AnalyzeAtRiskStudentsAsync(School.LargeCourse, moment), risk => risk.Students.Count == 500),
            .. await AgainstReadingAsync(root, "one student's insights over 8 courses", 4, [1, 2, 3, 4, 5, 6, 7, 8], (a, moment) => a.GenerateStudentInsightsAsync(Random.Shared.Next(501, School.Students), moment), insights => insights.Courses.Count == 8),
            .. await StreamAsync(root),
        ];
    }

    // The peer reads the cells of as many courses by ADO.NET, and does nothing with them.
    private async Task<IEnumerable<BarResult>> AgainstReadingAsync<T>(IServiceProvider root, string name, double bar, long[] courses, Func<IAnalyticsBuilder, DateTimeOffset, Task<T>> ask, Predicate<T> isRight)
    {
        var (times, peers) = (new List<double>(), new List<double>());
        for (var i = 0; i < Calls; i++)
        {
            await using var scope = root.CreateAsyncScope();
            var analytics = scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>();
            var clock = Stopwatch.StartNew();
            var answer = await ask(analytics, Moment.AddMinutes(i));
            times.Add(clock.Elapsed.TotalMilliseconds);
            if (!isRight(answer))
            {
                throw new InvalidOperationException($"{name}: the answer is not of the school.");
            }

            peers.Add(await ReadAsync(scope.ServiceProvider, courses));
        }

        var sorted = times.Skip(WarmUps).Order().ToList();
        return
        [
            BarResult.AtMost($"{provider}: {name}, time against reading the cells", sorted[sorted.Count / 2] / Race.Median([.. peers.Skip(WarmUps)]), bar),
            BarResult.Information($"{provider}: {name}, median and p99", $"{sorted[sorted.Count / 2]:0.0}, {sorted[(int)(0.99 * (sorted.Count - 1))]:0.0} ms"),
        ];
    }

    private static async Task<double> ReadAsync(IServiceProvider services, IEnumerable<long> courses)
    {
        var connection = services.GetRequiredService<SchoolContext>().Database.GetDbConnection();
        var clock = Stopwatch.StartNew();
        foreach (var course in courses)
        {
            await HandWritten.GradebookAsync(connection, course, () => { });
        }

        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task<IEnumerable<BarResult>> StreamAsync(IServiceProvider root)
    {
        await using var scope = root.CreateAsyncScope();
        var analytics = scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>();
        var (clock, students, course, early, late) = (Stopwatch.StartNew(), 0, 0L, 0L, 0L);
        await foreach (var student in analytics.StreamAtRiskStudentsAsync(atLeast: RiskBand.Unknown, asOf: Moment))
        {
            students++;
            if (student.CourseId != course && (course = student.CourseId) % (School.Courses / 10) == 0)
            {
                var held = GC.GetTotalMemory(forceFullCollection: true);
                (early, late) = course <= School.Courses / 10 ? (held, held) : (early, Math.Max(late, held));
            }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        var peer = await ReadAsync(scope.ServiceProvider, Enumerable.Range(1, School.LargeCourse).Select(id => (long)id)) / 1_000;
        if (students != (School.Students * School.CoursesPerStudent) + 500)
        {
            throw new InvalidOperationException($"The stream held {students} students.");
        }

        return
        [
            BarResult.AtMost($"{provider}: at risk, streamed, time against reading the cells", seconds / peer, 4),
            BarResult.Information($"{provider}: at risk, streamed: {School}", $"{seconds:0.0} s"),
            new BarResult($"{provider}: memory held, most against the first tenth", $"{(double)late / early:0.00}x", "<= 1.3x", late <= 1.3 * early),
        ];
    }
}
