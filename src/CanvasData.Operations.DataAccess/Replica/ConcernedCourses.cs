namespace CanvasData.Operations.DataAccess;

/// <summary>The questions which courses the noted changes of a table concern.</summary>
internal static class ConcernedCourses
{
    private const string HasChanged = "EXISTS (SELECT 1 FROM changed WHERE tbl = @tbl)";

    /// <summary>The courses whose term uses a set of grading periods, as rows of set and course.</summary>
    public const string OfSets = "SELECT t.owner AS \"set\", s.id AS course FROM r_enrollment_terms t JOIN r_courses s ON s.link = t.id UNION SELECT id, owner FROM r_grading_period_groups";

    // A scheme belongs to a course or to an account, whose ids overlap. Of a deleted one the kind is not known.
    private static readonly string Schemes =
        $"changed c LEFT JOIN r_grading_standards r ON r.id = c.id WHERE c.tbl = @tbl AND coalesce({ReplicaStore.Value("grading_standards", "context_type", "r.")}, @kind) = @kind";

    /// <returns>The query, with the parameter @tbl; null when no course is concerned.</returns>
    public static string? Query(Reach reach) => reach switch
    {
        Reach.Course => "SELECT owner FROM changed WHERE tbl = @tbl",
        Reach.Enrollment => "SELECT e.owner FROM changed c JOIN r_enrollments e ON e.id = c.owner WHERE c.tbl = @tbl",
        Reach.Person => "SELECT e.owner FROM changed c JOIN r_enrollments e ON e.link = c.owner WHERE c.tbl = @tbl",
        Reach.Assignment => "SELECT a.owner FROM changed c JOIN r_assignments a ON a.id = c.owner WHERE c.tbl = @tbl",
        Reach.Override => "SELECT a.owner FROM changed c JOIN r_assignment_overrides o ON o.id = c.owner JOIN r_assignments a ON a.id = o.owner WHERE c.tbl = @tbl",
        Reach.Term => "SELECT s.id FROM changed c JOIN r_courses s ON s.link = c.id WHERE c.tbl = @tbl",
        Reach.PeriodSet => $"""SELECT u.course FROM ({OfSets}) u WHERE {HasChanged} AND u."set" IN (SELECT id FROM changed WHERE tbl = @tbl)""",
        Reach.Period => $"""SELECT u.course FROM ({OfSets}) u WHERE {HasChanged} AND u."set" IN (SELECT owner FROM changed WHERE tbl = @tbl)""",
        Reach.Role => $"SELECT e.owner FROM r_enrollments e WHERE {HasChanged} AND {ReplicaStore.Value("enrollments", "role_id", "e.")} IN (SELECT id FROM changed WHERE tbl = @tbl)",
        Reach.Standard =>
            $"""
            SELECT s.id FROM r_courses s WHERE s.id IN (SELECT c.owner FROM {Schemes.Replace("@kind", "'Course'", StringComparison.Ordinal)})
            UNION
            SELECT s.id FROM r_courses s WHERE {HasChanged} AND {ReplicaStore.Value("courses", "account_id", "s.")} IN (
                WITH RECURSIVE below (id) AS (
                    SELECT c.owner FROM {Schemes.Replace("@kind", "'Account'", StringComparison.Ordinal)}
                    UNION SELECT a.id FROM r_accounts a JOIN below ON a.owner = below.id)
                SELECT id FROM below)
            """,
        _ => null,
    };
}
