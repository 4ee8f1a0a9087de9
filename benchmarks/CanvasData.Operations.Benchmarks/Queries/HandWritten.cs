using System.Data.Common;
using Dapper;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>The questions of the bars in SQL that one would write by hand for them, read by Dapper or by ADO.NET itself.</summary>
internal static class HandWritten
{
    private static readonly DateTime Now = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Since = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private const string Missing = """
        coalesce(s."Missing", FALSE) OR (s."CachedDueDate" < @now AND s."SubmittedAt" IS NULL AND s."WorkflowState" = 'unsubmitted' AND s."LatePolicyStatus" IS NULL
            AND NOT coalesce(s."Excused", FALSE) AND s."CustomGradeStatusId" IS NULL AND a."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper')
            AND (a."SubmissionTypes" <> 'external_tool' OR a."IsQuizLtiAssignment"))
        """;

    private const string InForce = """e."Type" = 'StudentEnrollment' AND e."MissingSince" IS NULL AND e."EnrollmentState" IN ('active', 'invited', 'completed')""";

    private const string Alive = """s."MissingSince" IS NULL AND a."MissingSince" IS NULL AND c."MissingSince" IS NULL""";

    private const string Grades = $"""
        SELECT s."Id" AS "SubmissionId", s."CourseId", c."Name" AS "CourseName", s."UserId" AS "StudentId", u."Name" AS "StudentName", u."SortableName", s."AssignmentId", a."Name" AS "AssignmentName",
            a."AssignmentGroupId", g."Name" AS "GroupName", CASE WHEN c."ApplyAssignmentGroupWeights" THEN g."GroupWeight" END AS "GroupWeight", a."PointsPossible", s."Score", s."Grade",
            CASE WHEN a."PointsPossible" > 0 THEN 100.0 * s."Score" / a."PointsPossible" END AS "Percentage", s."WorkflowState", s."SubmittedAt", s."GradedAt", s."PostedAt", s."CachedDueDate" AS "DueAt",
            coalesce(s."Late", FALSE) AS "IsLate", {Missing} AS "IsMissing",
            coalesce(s."Excused", FALSE) AS "IsExcused", coalesce(a."OmitFromFinalGrade", FALSE) AS "OmitFromFinalGrade", s."MissingSince"
        FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId"
            LEFT JOIN "CanvasAssignmentGroup" g ON g."Id" = a."AssignmentGroupId" LEFT JOIN "CanvasUser" u ON u."Id" = s."UserId"
        WHERE {Alive}
        """;

    private const string Enrolled = $"""EXISTS (SELECT 1 FROM "CanvasEnrollment" e WHERE e."UserId" = s."UserId" AND e."CourseId" = s."CourseId" AND {InForce})""";

    private const string Order = """ORDER BY s."CourseId", s."UserId", s."AssignmentId" """;

    public static Task<int> StudentGradesAsync(DbConnection connection, long student) =>
        CountAsync<GradeRow>(connection, $"""{Grades} AND s."UserId" = @student AND {Enrolled} ORDER BY s."CourseId", s."AssignmentId" """, new { student, now = Now });

    public static Task<int> OwnGradesAsync(DbConnection connection, long student) => CountAsync<GradeRow>(
        connection, $"""{Grades} AND s."UserId" = @student AND a."Published" AND c."WorkflowState" IN ('available', 'completed') AND {Enrolled} ORDER BY s."CourseId", s."AssignmentId" """, new { student, now = Now });

    public static Task<int> TeachersPageAsync(DbConnection connection, long teacher, long course) => CountAsync<GradeRow>(
        connection,
        $"""
        {Grades} AND s."CourseId" = @course AND {Enrolled}
            AND EXISTS (SELECT 1 FROM "CanvasEnrollment" t WHERE t."UserId" = @teacher AND t."CourseId" = @course AND t."Type" = 'TeacherEnrollment' AND t."EnrollmentState" = 'active' AND t."MissingSince" IS NULL)
        {Order} LIMIT 50
        """,
        new { teacher, course, now = Now });

    public static Task<int> AssignmentSubmissionsAsync(DbConnection connection, long assignment) => CountAsync<SubmissionLine>(
        connection,
        $"""
        SELECT s."Id" AS "SubmissionId", s."CourseId", c."Name" AS "CourseName", s."AssignmentId", a."Name" AS "AssignmentName", a."PointsPossible", s."UserId" AS "StudentId", u."Name" AS "StudentName", u."SortableName",
            CASE WHEN coalesce(s."Excused", FALSE) THEN 'excused' WHEN s."Score" IS NOT NULL THEN 'graded' WHEN {Missing} THEN 'missing' WHEN s."SubmittedAt" IS NOT NULL THEN 'submitted' ELSE 'unsubmitted' END AS "Status",
            s."Score", CASE WHEN a."PointsPossible" > 0 THEN 100.0 * s."Score" / a."PointsPossible" END AS "Percentage", s."SubmittedAt", s."GradedAt", s."CachedDueDate" AS "DueAt", s."Attempt", coalesce(s."Late", FALSE) AS "IsLate",
            s."SecondsLate" / 3600.0 AS "HoursLate", h."RecordedAt" AS "ChangedAt", h."PreviousScore"
        FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId" LEFT JOIN "CanvasUser" u ON u."Id" = s."UserId"
            LEFT JOIN "CanvasAssignmentScoreHistory" h ON h."Id" = (SELECT x."Id" FROM "CanvasAssignmentScoreHistory" x WHERE x."SubmissionId" = s."Id" ORDER BY x."RecordedAt" DESC, x."Id" DESC LIMIT 1)
        WHERE {Alive} AND s."AssignmentId" = @assignment AND {Enrolled}
        {Order}
        """,
        new { assignment, now = Now });

    public static Task<int> StudentsWithCountsAsync(DbConnection connection, long course) => CountAsync<Member>(
        connection,
        $"""
        WITH page AS (
            SELECT e."Id" AS "EnrollmentId", e."CourseId", c."Name" AS "CourseName", c."CourseCode", c."SisCourseId", e."SectionId", x."Name" AS "SectionName", x."SisSectionId", e."UserId" AS "StudentId", u."Name" AS "StudentName",
                u."SortableName", u."SisUserId", e."EnrollmentState", e."CurrentScore", e."FinalScore", e."CurrentGrade", e."FinalGrade", e."OverrideScore", e."OverrideGrade", e."CreatedAt" AS "EnrolledAt", e."LastActivityAt"
            FROM "CanvasEnrollment" e JOIN "CanvasCourse" c ON c."Id" = e."CourseId" LEFT JOIN "CanvasUser" u ON u."Id" = e."UserId" LEFT JOIN "CanvasSection" x ON x."Id" = e."SectionId"
            WHERE e."CourseId" = @course AND {InForce} AND c."MissingSince" IS NULL
            ORDER BY lower(u."SortableName"), u."SortableName", e."UserId" LIMIT 50)
        SELECT p.*, n."AssignmentCount", n."GradedCount", n."MissingCount", n."LateCount" FROM page p LEFT JOIN ({Counts} AND s."CourseId" = @course AND s."UserId" IN (SELECT "StudentId" FROM page) GROUP BY s."UserId", s."CourseId") n ON n."UserId" = p."StudentId"
        ORDER BY lower(p."SortableName"), p."SortableName", p."StudentId"
        """,
        new { course, now = Now });

    public static Task<int> ActivityAsync(DbConnection connection, long course) => CountAsync<Activity>(
        connection,
        $"""
        SELECT * FROM (
            SELECT * FROM (SELECT 1 AS "Kind", s."GradedAt" AS "At", {Event} AND s."GradedAt" >= @since AND (s."Score" IS NOT NULL OR coalesce(s."Excused", FALSE)) ORDER BY s."GradedAt" DESC, s."Id" LIMIT 50) x
            UNION ALL
            SELECT * FROM (SELECT 2 AS "Kind", s."SubmittedAt" AS "At", {Event} AND s."SubmittedAt" >= @since ORDER BY s."SubmittedAt" DESC, s."Id" LIMIT 50) y) z
        ORDER BY "At" DESC, "Kind", "ItemId" LIMIT 50
        """,
        new { course, since = Since });

    public static async Task<int> DashboardAsync(DbConnection connection, long student)
    {
        var courses = await CountAsync<Member>(
            connection,
            $"""
            SELECT e."Id" AS "EnrollmentId", e."CourseId", c."Name" AS "CourseName", c."CourseCode", c."SisCourseId", e."SectionId", x."Name" AS "SectionName", x."SisSectionId", e."UserId" AS "StudentId", u."Name" AS "StudentName",
                u."SortableName", u."SisUserId", e."EnrollmentState", e."CurrentScore", e."FinalScore", e."CurrentGrade", e."FinalGrade", e."OverrideScore", e."OverrideGrade", e."CreatedAt" AS "EnrolledAt", e."LastActivityAt",
                n."AssignmentCount", n."GradedCount", n."MissingCount", n."LateCount"
            FROM "CanvasEnrollment" e JOIN "CanvasCourse" c ON c."Id" = e."CourseId" LEFT JOIN "CanvasUser" u ON u."Id" = e."UserId" LEFT JOIN "CanvasSection" x ON x."Id" = e."SectionId"
                LEFT JOIN ({Counts} AND s."UserId" = @student GROUP BY s."UserId", s."CourseId") n ON n."CourseId" = e."CourseId"
            WHERE e."UserId" = @student AND {InForce} AND c."MissingSince" IS NULL ORDER BY lower(c."Name"), c."Name", e."CourseId"
            """,
            new { student, now = Now });
        await CountAsync<Owed>(
            connection,
            $"""
            SELECT s."Id" AS "SubmissionId", s."CourseId", s."AssignmentId", a."Name" AS "AssignmentName", a."PointsPossible", s."CachedDueDate" AS "DueAt", {Missing} AS "IsMissing"
            FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId"
            WHERE {Alive} AND s."UserId" = @student AND {Enrolled} AND ({Missing} OR (s."SubmittedAt" IS NULL AND s."CachedDueDate" >= @now AND s."CachedDueDate" <= @until)) ORDER BY s."CachedDueDate", s."CourseId", s."AssignmentId"
            """,
            new { student, now = Now, until = Now.AddDays(30) });
        return courses;
    }

    /// <summary>Reads the cells of a course, one after the other, with nothing in between.</summary>
    public static Task<int> GradebookAsync(DbConnection connection, long course, Action first) => ReadAsync(
        connection,
        $"""
        SELECT s."UserId", u."SortableName", s."AssignmentId", a."Name", a."PointsPossible", s."Score", s."Grade", s."WorkflowState", coalesce(s."Late", FALSE), {Missing}, coalesce(s."Excused", FALSE)
        FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId" LEFT JOIN "CanvasUser" u ON u."Id" = s."UserId"
        WHERE {Alive} AND s."CourseId" = @course AND s."UserId" IN (SELECT e."UserId" FROM "CanvasEnrollment" e WHERE e."CourseId" = @course AND {InForce})
        ORDER BY s."UserId", s."AssignmentId"
        """,
        course, Now, first);

    /// <summary>Reads the cells as they were: each by the last change before the moment, which every cell has.</summary>
    public static Task<int> PastGradebookAsync(DbConnection connection, long course, DateTime moment, Action first) => ReadAsync(
        connection,
        """
        SELECT s."UserId", u."SortableName", s."AssignmentId", a."Name", h."PointsPossible", h."Score", h."Grade", h."WorkflowState", coalesce(h."Late", FALSE), coalesce(h."Missing", FALSE), coalesce(h."Excused", FALSE)
        FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" LEFT JOIN "CanvasUser" u ON u."Id" = s."UserId"
            JOIN "CanvasAssignmentScoreHistory" h ON h."Id" = (
                SELECT x."Id" FROM "CanvasAssignmentScoreHistory" x WHERE x."SubmissionId" = s."Id" AND x."RecordedAt" <= @now ORDER BY x."RecordedAt" DESC, x."Id" DESC LIMIT 1)
        WHERE s."CourseId" = @course
        ORDER BY s."UserId", s."AssignmentId"
        """,
        course, moment, first);

    private static async Task<int> ReadAsync(DbConnection connection, string sql, long course, DateTime now, Action first)
    {
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in new (string, object)[] { ("@course", course), ("@now", now) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var cells = 0;
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                GC.KeepAlive(new Cell(
                    reader.GetInt64(0), Text(reader, 1), reader.GetInt64(2), Text(reader, 3), Number(reader, 4), Number(reader, 5), Text(reader, 6), Text(reader, 7),
                    reader.GetBoolean(8), reader.GetBoolean(9), reader.GetBoolean(10)));
                if (cells++ == 0)
                {
                    first();
                }
            }
        }

        await connection.CloseAsync();
        return cells;
    }

    private const string Event = $"""
        s."Id" AS "ItemId", s."UserId" AS "StudentId", u."Name" AS "StudentName", s."CourseId", c."Name" AS "CourseName", a."Name" AS "Title", s."Score", a."PointsPossible"
            FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId" LEFT JOIN "CanvasUser" u ON u."Id" = s."UserId"
            WHERE {Alive} AND s."CourseId" = @course AND s."UserId" IN (SELECT e."UserId" FROM "CanvasEnrollment" e WHERE e."CourseId" = @course AND {InForce})
        """;

    private const string Counts = $"""
        SELECT s."UserId", s."CourseId", count(*) AS "AssignmentCount", sum(CASE WHEN s."Score" IS NOT NULL AND NOT coalesce(s."Excused", FALSE) THEN 1 ELSE 0 END) AS "GradedCount",
                sum(CASE WHEN {Missing} THEN 1 ELSE 0 END) AS "MissingCount", sum(CASE WHEN s."Late" THEN 1 ELSE 0 END) AS "LateCount"
            FROM "CanvasSubmission" s JOIN "CanvasAssignment" a ON a."Id" = s."AssignmentId" JOIN "CanvasCourse" c ON c."Id" = s."CourseId" WHERE {Alive}
        """;

    private static async Task<int> CountAsync<T>(DbConnection connection, string sql, object parameters) => (await connection.QueryAsync<T>(sql, parameters)).AsList().Count;

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static double? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
