using System.Data.Common;
using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>
/// The promises of the query builder, against the same questions written by hand. On a tenth of the school; on the whole of it,
/// 10,000,000 submissions, when CANVASDATA_FULL_SCHOOL=1 is set.
/// </summary>
internal sealed class QueryBars(Provider provider) : Bar
{
    private const int WarmUps = 50, Calls = 500;
    private static readonly GeneratedSchool School = SchoolStore.School;
    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Question[] Questions =
    [
        new("one student's grades", 1.2, Student, (q, s) => CountAsync(q.StudentGrades(studentId: s)), HandWritten.StudentGradesAsync) { Bytes = 1.5 },
        new("one student's own grades, scoped", 1.5, Student, (q, s) => CountAsync(q.ForStudent(s).StudentGrades(studentId: s)), HandWritten.OwnGradesAsync),
        new("a teacher's course, page of 50", 3, Course, (q, c) => CountAsync(q.ForTeacher(School.Students + c).StudentGrades(c).Take(50)), (d, c) => HandWritten.TeachersPageAsync(d, School.Students + c, c)),
        new("one assignment's submissions", 1.5, Course, (q, c) => CountAsync(q.AssignmentSubmissions((c * 1000) + 3)), (d, c) => HandWritten.AssignmentSubmissionsAsync(d, (c * 1000) + 3)),
        new("one course's students with counts, page of 50", 3, Course, (q, c) => CountAsync(q.CourseEnrollments(c).Take(50)), HandWritten.StudentsWithCountsAsync),
        new("one course's activity, page of 50", 1.5, Course, (q, c) => CountAsync(q.RecentActivity(Since, courseId: c).Take(50)), HandWritten.ActivityAsync),
        new("dashboard over 8 courses", 6, Student, async (q, s) => (await q.StudentDashboardAsync(s, TimeSpan.FromDays(30)))?.Courses.Count ?? 0, HandWritten.DashboardAsync),
    ];

    public override string Name => $"Queries on {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var root = await SchoolStore.OpenAsync(provider);
        var results = new List<BarResult>();
        foreach (var question in Questions)
        {
            results.AddRange(await AgainstHandWrittenAsync(root, question));
        }

        await using var scope = root.CreateAsyncScope();
        results.Add(await DepthAsync(scope.ServiceProvider));
        results.AddRange(await GradebookAsync(scope.ServiceProvider));
        return results;
    }

    private async Task<IEnumerable<BarResult>> AgainstHandWrittenAsync(IServiceProvider root, Question question)
    {
        var (ours, theirs, ourBytes, theirBytes) = (new List<double>(), new List<double>(), 0L, 0L);
        for (var i = 0; i < WarmUps + Calls; i++)
        {
            var id = question.Pick();
            Func<Task<Call>> own = () => OnceAsync(root, services => question.Ours(services.GetRequiredService<IQueryBuilder>(), id));
            Func<Task<Call>> peer = () => OnceAsync(root, services => question.ByHand(services.GetRequiredService<SchoolContext>().Database.GetDbConnection(), id));

            // Who asks first fetches the pages for the other: they take turns.
            var (first, second) = i % 2 == 0 ? (own, peer) : (peer, own);
            var (one, other) = (await first(), await second());
            var (mine, hers) = i % 2 == 0 ? (one, other) : (other, one);
            if (mine.Rows != hers.Rows)
            {
                throw new InvalidOperationException($"{question.Name} of {id}: {mine.Rows} rows, by hand {hers.Rows}.");
            }

            // The first ones warm the caches.
            if (i >= WarmUps)
            {
                (ourBytes, theirBytes) = (ourBytes + mine.Bytes, theirBytes + hers.Bytes);
                ours.Add(mine.Time);
                theirs.Add(hers.Time);
            }
        }

        var p99 = ours.Order().ElementAt((int)(Calls * 0.99) - 1);
        var (bytes, name) = ((double)ourBytes / theirBytes, $"{provider}: {question.Name}, bytes against SQL by hand");
        return
        [
            BarResult.AtMost($"{provider}: {question.Name}, time against SQL by hand", Race.Median(ours) / Race.Median(theirs), question.Bar),
            question.Bytes is { } bar ? BarResult.AtMost(name, bytes, bar) : BarResult.Information(name, $"{bytes:0.00}x"),
            BarResult.Information($"{provider}: {question.Name}, median and p99", $"{Race.Median(ours):0.0}, {p99:0.0} ms"),
        ];
    }

    private async Task<BarResult> DepthAsync(IServiceProvider services)
    {
        var query = services.GetRequiredService<IQueryBuilder>().StudentGrades();
        string? cursor = null;
        for (var depth = 0; depth < 1000; depth++)
        {
            cursor = (await query.ToKeysetPageAsync(50, cursor, "SubmissionId")).NextCursor;
        }

        var (first, deep) = (new List<double>(), new List<double>());
        for (var i = 0; i < 60; i++)
        {
            first.Add(await TimeAsync(() => query.ToKeysetPageAsync(50, null, "SubmissionId")));
            deep.Add(await TimeAsync(() => query.ToKeysetPageAsync(50, cursor, "SubmissionId")));
        }

        return BarResult.AtMost($"{provider}: keyset page 1,000 against the first", Race.Median(deep) / Race.Median(first), 1.2);
    }

    private async Task<IEnumerable<BarResult>> GradebookAsync(IServiceProvider services)
    {
        var queries = services.GetRequiredService<IQueryBuilder>();
        var connection = services.GetRequiredService<SchoolContext>().Database.GetDbConnection();
        var (firsts, alls, peerFirsts, peerAlls) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 15; i++)
        {
            var clock = Stopwatch.StartNew();
            var cells = 0;
            await foreach (var cell in queries.StreamGradebookAsync(School.LargeCourse))
            {
                if (cells++ == 0)
                {
                    firsts.Add(clock.Elapsed.TotalMilliseconds);
                }
            }

            alls.Add(clock.Elapsed.TotalMilliseconds);
            clock.Restart();
            cells += await HandWritten.GradebookAsync(connection, School.LargeCourse, () => peerFirsts.Add(clock.Elapsed.TotalMilliseconds));
            peerAlls.Add(clock.Elapsed.TotalMilliseconds);
            if (cells != 100_000)
            {
                throw new InvalidOperationException($"The gradebooks have {cells} cells.");
            }
        }

        return
        [
            BarResult.AtMost($"{provider}: gradebook of 500 x 100, first row against ADO.NET", Race.Median(firsts) / Race.Median(peerFirsts), 10),
            BarResult.AtMost($"{provider}: gradebook of 500 x 100, all against ADO.NET", Race.Median(alls) / Race.Median(peerAlls), 1.8),
            BarResult.Information($"{provider}: gradebook of 500 x 100, first row and all", $"{Race.Median(firsts):0.0}, {Race.Median(alls):0.0} ms"),
        ];
    }

    private static async Task<Call> OnceAsync(IServiceProvider root, Func<IServiceProvider, Task<int>> ask)
    {
        await using var scope = root.CreateAsyncScope();
        var (clock, bytes) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(precise: true));
        var rows = await ask(scope.ServiceProvider);
        return new Call(rows, clock.Elapsed.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<int> CountAsync<T>(IQueryable<T> query) => (await query.ToListAsync()).Count;

    private static long Student() => Random.Shared.Next(501, School.Students);

    private static long Course() => Random.Shared.Next(1, School.Courses);

    /// <summary>A question that both answer.</summary>
    /// <param name="Name">What is asked.</param>
    /// <param name="Bar">How many times as long ours may take.</param>
    /// <param name="Pick">Picks whom it is about.</param>
    /// <param name="Ours">Asks the library; gives the rows read.</param>
    /// <param name="ByHand">Asks by SQL; gives the rows read.</param>
    private sealed record Question(string Name, double Bar, Func<long> Pick, Func<IQueryBuilder, long, Task<int>> Ours, Func<DbConnection, long, Task<int>> ByHand)
    {
        /// <summary>How many times as many bytes ours may allocate; null for as many as it needs.</summary>
        public double? Bytes { get; init; }
    }

    private readonly record struct Call(int Rows, double Time, long Bytes);
}
