using System.Diagnostics;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>
/// The promises of the query builder. On a tenth of the school; on the whole of it, 10,000,000 submissions, when
/// CANVASDATA_FULL_SCHOOL=1 is set.
/// </summary>
internal sealed class QueryBars(Provider provider) : Bar
{
    private static readonly GeneratedSchool School = SchoolStore.School;
    private static readonly DateTime Now = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    public override string Name => $"Queries on {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var root = await SchoolStore.OpenAsync(provider);
        var results = new List<BarResult>
        {
            await P99Async("one student's grades", q => q.StudentGrades(studentId: Student()).ToListAsync()),
            await P99Async("one student's own grades, scoped", q => { var s = Student(); return q.ForStudent(s).StudentGrades(studentId: s).ToListAsync(); }),
            await P99Async("a teacher's course, page of 50", q => { var c = Course(); return q.ForTeacher(School.Students + c).StudentGrades(c).Take(50).ToListAsync(); }),
            await P99Async("one assignment's submissions", q => q.AssignmentSubmissions((Course() * 1000L) + 3).ToListAsync()),
            await P99Async("one course's students with counts, page of 50", q => q.CourseEnrollments(Course()).Take(50).ToListAsync()),
            await P99Async("one course's activity, page of 50", q => q.RecentActivity(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), courseId: Course()).Take(50).ToListAsync()),
            await P99Async("dashboard over 8 courses", q => q.StudentDashboardAsync(Student(), TimeSpan.FromDays(30))),
        };
        await using (var scope = root.CreateAsyncScope())
        {
            results.AddRange(await AgainstDapperAsync(scope.ServiceProvider));
            results.Add(await DepthAsync(scope.ServiceProvider));
            results.AddRange(await GradebookAsync(scope.ServiceProvider));
        }

        return results;

        async Task<BarResult> P99Async<T>(string name, Func<IQueryBuilder, Task<T>> ask)
        {
            var times = new List<double>();
            for (var i = 0; i < 550; i++)
            {
                await using var scope = root.CreateAsyncScope();
                var queries = scope.ServiceProvider.GetRequiredService<IQueryBuilder>();
                var clock = Stopwatch.StartNew();
                await ask(queries);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            // The first fifty warm the caches.
            var sorted = times.Skip(50).Order().ToList();
            Console.Error.WriteLine($"      {name}: median {sorted[250]:0.0} ms");
            return Milliseconds($"{name}, p99", sorted[494], 10);
        }
    }

    private async Task<IEnumerable<BarResult>> AgainstDapperAsync(IServiceProvider services)
    {
        const string Sql = """
            SELECT s."Id" AS "SubmissionId", s."CourseId", c."Name" AS "CourseName", s."UserId" AS "StudentId", u."Name" AS "StudentName", u."SortableName", s."AssignmentId", a."Name" AS "AssignmentName",
                a."AssignmentGroupId", g."Name" AS "GroupName", CASE WHEN c."ApplyAssignmentGroupWeights" THEN g."GroupWeight" END AS "GroupWeight", a."PointsPossible", s."Score", s."Grade",
                CASE WHEN a."PointsPossible" > 0 THEN 100.0 * s."Score" / a."PointsPossible" END AS "Percentage", s."WorkflowState", s."SubmittedAt", s."GradedAt", s."PostedAt", s."CachedDueDate" AS "DueAt",
                coalesce(s."Late", FALSE) AS "IsLate", coalesce(s."Missing", FALSE) OR (s."CachedDueDate" < @now AND s."SubmittedAt" IS NULL AND s."WorkflowState" = 'unsubmitted' AND s."LatePolicyStatus" IS NULL
                    AND NOT coalesce(s."Excused", FALSE) AND s."CustomGradeStatusId" IS NULL AND a."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper')
                    AND (a."SubmissionTypes" <> 'external_tool' OR a."IsQuizLtiAssignment")) AS "IsMissing",
                coalesce(s."Excused", FALSE) AS "IsExcused", coalesce(a."OmitFromFinalGrade", FALSE) AS "OmitFromFinalGrade", s."MissingSince"
            FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId"
                LEFT JOIN "CanvasAssignmentGroup" g ON g."Id" = a."AssignmentGroupId" LEFT JOIN "CanvasUser" u ON u."Id" = s."UserId"
            WHERE s."UserId" = @student AND s."MissingSince" IS NULL AND a."MissingSince" IS NULL AND c."MissingSince" IS NULL AND EXISTS (
                SELECT 1 FROM "CanvasEnrollment" e WHERE e."UserId" = s."UserId" AND e."CourseId" = s."CourseId" AND e."Type" = 'StudentEnrollment'
                AND e."MissingSince" IS NULL AND e."EnrollmentState" IN ('active', 'invited', 'completed'))
            ORDER BY s."CourseId", s."AssignmentId"
            """;
        var connection = services.GetRequiredService<SchoolContext>().Database.GetDbConnection();
        await connection.OpenAsync();
        var queries = services.GetRequiredService<IQueryBuilder>();
        var (ours, theirs) = (new List<double>(), new List<double>());
        var (ourBytes, theirBytes) = (0L, 0L);
        for (var i = 0; i < 550; i++)
        {
            var student = (long)Student();
            Func<Task<(double Time, long Bytes)>> own = () => OnceAsync(() => queries.StudentGrades(studentId: student).ToListAsync());
            Func<Task<(double Time, long Bytes)>> dapper = () => OnceAsync(async () => (await connection.QueryAsync<DapperGrade>(Sql, new { student, now = Now })).AsList());

            // Who asks first fetches the pages for the other: they take turns.
            var (first, second) = i % 2 == 0 ? (own, dapper) : (dapper, own);
            var (one, other) = (await first(), await second());
            var ((time, bytes), (peerTime, peerBytes)) = i % 2 == 0 ? (one, other) : (other, one);
            if (i >= 50)
            {
                (ourBytes, theirBytes) = (ourBytes + bytes, theirBytes + peerBytes);
                ours.Add(time);
                theirs.Add(peerTime);
            }
        }

        Console.Error.WriteLine($"      one student's grades: median {Median(ours):0.00} ms, Dapper {Median(theirs):0.00} ms");
        return
        [
            BarResult.AtMost($"{provider}: one student's grades, time against Dapper", Median(ours) / Median(theirs), 1.2),
            BarResult.AtMost($"{provider}: one student's grades, bytes against Dapper", (double)ourBytes / theirBytes, 1.5),
        ];
    }

    private async Task<BarResult> DepthAsync(IServiceProvider services)
    {
        var queries = services.GetRequiredService<IQueryBuilder>();
        var query = queries.StudentGrades();
        string? cursor = null;
        for (var depth = 0; depth < 1000; depth++)
        {
            cursor = (await query.ToKeysetPageAsync(50, cursor, "SubmissionId")).NextCursor;
        }

        var (first, deep) = (new List<double>(), new List<double>());
        for (var i = 0; i < 60; i++)
        {
            first.Add((await OnceAsync(() => query.ToKeysetPageAsync(50, null, "SubmissionId"))).Time);
            deep.Add((await OnceAsync(() => query.ToKeysetPageAsync(50, cursor, "SubmissionId"))).Time);
        }

        return BarResult.AtMost($"{provider}: keyset page 1,000 against the first", Median(deep) / Median(first), 1.2);
    }

    private async Task<IEnumerable<BarResult>> GradebookAsync(IServiceProvider services)
    {
        var queries = services.GetRequiredService<IQueryBuilder>();
        var (firsts, alls) = (new List<double>(), new List<double>());
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
            if (cells != 50_000)
            {
                throw new InvalidOperationException($"The gradebook has {cells} cells.");
            }
        }

        return [Milliseconds("gradebook of 500 x 100, first row", Median(firsts), 20), Milliseconds("gradebook of 500 x 100, all", Median(alls), 150)];
    }

    private static async Task<(double Time, long Bytes)> OnceAsync<T>(Func<Task<T>> work)
    {
        var (clock, bytes) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(precise: true));
        await work();
        return (clock.Elapsed.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private BarResult Milliseconds(string name, double time, double bar) => new($"{provider}: {name}", $"{time:0.0} ms", $"<= {bar:0} ms", time <= bar);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static int Student() => Random.Shared.Next(501, School.Students);

    private static int Course() => Random.Shared.Next(1, School.Courses);

    // The same columns as StudentGrade; Dapper cannot make a record with required members.
    private sealed class DapperGrade
    {
        public long SubmissionId { get; set; }

        public long CourseId { get; set; }

        public string? CourseName { get; set; }

        public long StudentId { get; set; }

        public string? StudentName { get; set; }

        public string? SortableName { get; set; }

        public long AssignmentId { get; set; }

        public string? AssignmentName { get; set; }

        public long? AssignmentGroupId { get; set; }

        public string? GroupName { get; set; }

        public double? GroupWeight { get; set; }

        public double? PointsPossible { get; set; }

        public double? Score { get; set; }

        public string? Grade { get; set; }

        public double? Percentage { get; set; }

        public string? WorkflowState { get; set; }

        public DateTime? SubmittedAt { get; set; }

        public DateTime? GradedAt { get; set; }

        public DateTime? PostedAt { get; set; }

        public DateTime? DueAt { get; set; }

        public bool IsLate { get; set; }

        public bool IsMissing { get; set; }

        public bool IsExcused { get; set; }

        public bool OmitFromFinalGrade { get; set; }

        public DateTime? MissingSince { get; set; }
    }
}
