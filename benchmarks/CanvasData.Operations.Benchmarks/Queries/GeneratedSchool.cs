using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>
/// A school that the database itself generates, straight into the tables: the same rows on PostgreSQL and SQLite, as
/// many as asked for. Students are numbered from 1, courses too; every assignment of a course has a submission of each
/// of its students, every tenth of them is not handed in, the others come and are graded within three days, and every fifth has a change in the history. One more
/// course is large: 500 students and 100 assignments. Rows lie as syncs leave them: course by course, and within a
/// course assignment by assignment, in the order of ids.
/// </summary>
/// <param name="Students">How many students; at least 500.</param>
/// <param name="Courses">How many courses besides the large one; more than courses per student.</param>
/// <param name="CoursesPerStudent">In how many courses each student is.</param>
/// <param name="AssignmentsPerCourse">How many assignments each course has.</param>
public sealed record GeneratedSchool(int Students, int Courses, int CoursesPerStudent, int AssignmentsPerCourse)
{
    private const int LargeStudents = 500, LargeAssignments = 100;
    private static readonly CompositeFormat Inside = CompositeFormat.Parse("(s.i * 7 + k.i) % {0} + 1");

    /// <summary>50,000 students, 2,000 courses, 10,000,000 submissions.</summary>
    public static GeneratedSchool Full { get; } = new(50_000, 2_000, 8, 25);

    /// <summary>A tenth of it; the courses are as large.</summary>
    public static GeneratedSchool Tenth { get; } = new(5_000, 200, 8, 25);

    public int LargeCourse => Courses + 1;

    public long Submissions => ((long)Students * CoursesPerStudent * AssignmentsPerCourse) + (LargeStudents * LargeAssignments);

    private string CourseOf => string.Format(CultureInfo.InvariantCulture, Inside, Courses);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Students:N0} students, {Courses:N0} courses, {Submissions:N0} submissions");

    /// <summary>A course that is no larger than others and in which the student is.</summary>
    public long CourseOfStudent(long student) => (((student * 7) + 1) % Courses) + 1;

    /// <summary>Fills empty tables and lets the database count what is in them.</summary>
    public async Task FillAsync(DbContext context)
    {
        context.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var sql = new Dialect(context.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal));
        var (students, per, large) = (sql.Series(Students, "s"), sql.Series(CoursesPerStudent, "k"), sql.Series(LargeStudents, "s"));
        string[] statements =
        [
            sql.Insert("CanvasCourse", "Id,Name,CourseCode,WorkflowState", "c.i, 'Course ' || c.i, 'C' || c.i, 'available'", sql.Series(Courses + 1, "c")),
            sql.Insert("CanvasUser", "Id,Name,SortableName,SisUserId,LoginId,LoginKey,Email,EmailKey,IntegrationId", "s.i, 'Student ' || s.i, 'Name' || (s.i % 997) || ', ' || s.i, 'S' || s.i, 'L' || s.i, 'l' || s.i, 'E' || s.i, 'e' || s.i, 'I' || s.i", students),
            Enroll(sql, "s.i * 100 + k.i", CourseOf, $"{students}, {per}"),
            Enroll(sql, "s.i * 100 + 99", $"{LargeCourse}", large),
            sql.Insert(
                "CanvasEnrollment", "Id,CourseId,UserId,SectionId,Type,EnrollmentState",
                $"{Students + 2} * 100 + c.i, c.i, {Students} + c.i, c.i, 'TeacherEnrollment', 'active'", sql.Series(Courses + 1, "c")),
            Assign(sql, "c.i", $"{sql.Series(Courses, "c")}, {sql.Series(AssignmentsPerCourse, "a")}"),
            Assign(sql, $"{LargeCourse}", sql.Series(LargeAssignments, "a")),
            Submit(sql, CourseOf, $"{students}, {per}, {sql.Series(AssignmentsPerCourse, "a")}"),
            Submit(sql, $"{LargeCourse}", $"{large}, {sql.Series(LargeAssignments, "a")}"),
            $"""
            INSERT INTO "CanvasAssignmentScoreHistory" ("SubmissionId", "AssignmentId", "UserId", "CourseId", "RecordedAt", "Change", "PreviousScore", "Score")
            SELECT "Id", "AssignmentId", "UserId", "CourseId", {sql.Day(5)}, 'changed', -1, "Score" FROM "CanvasSubmission" WHERE "Id" % 5 = 0
            """,
            $"""
            INSERT INTO "CanvasGradeHistory" ("EnrollmentId", "UserId", "CourseId", "RecordedAt", "Change", "PreviousCurrentScore", "CurrentScore")
            SELECT "Id", "UserId", "CourseId", {sql.Day(5)}, 'changed', 55, "CurrentScore" FROM "CanvasEnrollment" WHERE "Type" = 'StudentEnrollment'
            """,
            "ANALYZE",
        ];
        foreach (var statement in statements)
        {
            await context.Database.ExecuteSqlRawAsync(statement);
        }
    }

    private static string Enroll(Dialect sql, string id, string course, string from) => sql.Insert(
        "CanvasEnrollment", "Id,CourseId,UserId,SectionId,Type,EnrollmentState,CurrentScore,FinalScore",
        $"{id}, {course}, s.i, {course}, 'StudentEnrollment', 'active', 60 + s.i % 40, 50 + s.i % 40", from + " ORDER BY 2");

    private static string Assign(Dialect sql, string course, string from) => sql.Insert(
        "CanvasAssignment", "Id,CourseId,Name,PointsPossible,Published,SubmissionTypes",
        $"{course} * 1000 + a.i, {course}, 'Assignment ' || a.i, 20, {sql.Truth(true)}, 'online_upload'", from);

    private static string Submit(Dialect sql, string course, string from) => sql.Insert(
        "CanvasSubmission", "Id,CourseId,AssignmentId,UserId,WorkflowState,Score,SubmittedAt,GradedAt,PostedAt,CachedDueDate,Late,Missing",
        $"""
        (({course}) * 1000 + a.i) * 100000 + s.i, {course}, ({course}) * 1000 + a.i, s.i,
        CASE WHEN a.i % 10 = 9 THEN 'unsubmitted' ELSE 'graded' END, CASE WHEN a.i % 10 = 9 THEN NULL ELSE (s.i + a.i) % 21 END,
        CASE WHEN a.i % 10 = 9 THEN NULL ELSE {sql.Minute("(s.i * 7 + a.i * 131) % 2880")} END, CASE WHEN a.i % 10 = 9 THEN NULL ELSE {sql.Minute("2880 + (s.i * 11 + a.i * 17) % 1440")} END,
        CASE WHEN a.i % 10 = 9 THEN NULL ELSE {sql.Day(3)} END,
        CASE WHEN a.i % 20 = 9 THEN {sql.Day(90)} ELSE {sql.Day(1)} END, {sql.Truth(false)}, {sql.Truth(false)}
        """,
        from + " ORDER BY 1");

    private sealed class Dialect(bool sqlite)
    {
        public string Truth(bool value) => sqlite ? value ? "1" : "0" : value ? "TRUE" : "FALSE";

        // So many days after the beginning of 2026.
        public string Day(int days)
        {
            var time = new DateTime(2026, 1, 1).AddDays(days).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            return sqlite ? $"'{time}'" : $"TIMESTAMPTZ '{time}+00'";
        }

        // So many minutes after the beginning of 2026.
        public string Minute(string minutes) => sqlite ? $"datetime('2026-01-01', '+' || ({minutes}) || ' minutes')" : $"TIMESTAMPTZ '2026-01-01 00:00:00+00' + ({minutes}) * INTERVAL '1 minute'";

        public string Series(int count, string name) => sqlite
            ? string.Create(CultureInfo.InvariantCulture, $"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n) {name}")
            : string.Create(CultureInfo.InvariantCulture, $"(SELECT i::bigint FROM generate_series(1, {count}) i) {name}");

        public string Insert(string table, string columns, string values, string from) =>
            $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Split(',').Select(c => $"\"{c}\""))}, "RowHash", "FirstSyncedAt", "SyncedAt")
            SELECT {values}, 1, {Day(0)}, {Day(0)} FROM {from}
            """;
    }
}
