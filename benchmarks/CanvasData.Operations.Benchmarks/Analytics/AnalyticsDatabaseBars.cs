using System.Diagnostics;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Benchmarks.Queries;
using CanvasData.Operations.Testing;
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
            await P99Async(root, "at risk, a course of 500 x 100", 150, (a, moment) => a.AnalyzeAtRiskStudentsAsync(School.LargeCourse, moment), risk => risk.Students.Count == 500),
            await P99Async(root, "one student's insights over 8 courses", 100, (a, moment) => a.GenerateStudentInsightsAsync(Random.Shared.Next(501, School.Students), moment), insights => insights.Courses.Count == 8),
            .. await StreamAsync(root),
        ];
    }

    private async Task<BarResult> P99Async<T>(IServiceProvider root, string name, double bar, Func<IAnalyticsBuilder, DateTimeOffset, Task<T>> ask, Predicate<T> isRight)
    {
        var times = new List<double>();
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
        }

        var sorted = times.Skip(WarmUps).Order().ToList();
        Console.Error.WriteLine($"      {name}: median {sorted[sorted.Count / 2]:0.0} ms, least {sorted[0]:0.0} ms");
        var p99 = sorted[(int)(0.99 * (sorted.Count - 1))];
        return new BarResult($"{provider}: {name}, p99", $"{p99:0.0} ms", $"<= {bar:0} ms", p99 <= bar);
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

        var (seconds, bar) = (clock.Elapsed.TotalSeconds, 60.0 * School.Submissions / 10_000_000);
        if (students != (School.Students * School.CoursesPerStudent) + 500)
        {
            throw new InvalidOperationException($"The stream held {students} students.");
        }

        return
        [
            new BarResult($"{provider}: at risk, streamed: {School}", $"{seconds:0.0} s", $"<= {bar:0.0} s", seconds <= bar),
            new BarResult($"{provider}: memory held, most against the first tenth", $"{(double)late / early:0.00}x", "<= 1.3x", late <= 1.3 * early),
        ];
    }
}
