using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// The courses whose staged records differ from what was stored. They stay noted until their transaction in the host's database has been
/// committed, so that a run that dies loses none.
/// </summary>
internal static class PendingCourses
{
    /// <summary>Finds the courses that the noted changes concern.</summary>
    /// <param name="store">The staged tables.</param>
    /// <param name="readAt">The moment up to which the tables are whole now; null when nothing was ever read.</param>
    /// <param name="parts">The parts of courses that the run stores.</param>
    /// <param name="all">Whether every course is compared again.</param>
    public static void Find(ReplicaStore store, DateTimeOffset? readAt, IReadOnlyList<string> parts, bool all)
    {
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction();
        var before = ReadAt(connection);
        if (StoredParts.Change(connection, parts) || all)
        {
            ReplicaStore.Execute(connection, "INSERT OR REPLACE INTO meta (name, value) VALUES ('all', '1')");
        }

        if (ReplicaStore.Scalar(connection, "SELECT value FROM meta WHERE name = 'all'") is not null)
        {
            ReplicaStore.Execute(connection, "INSERT INTO pending (course, all_work) SELECT id, 1 FROM r_courses WHERE true ON CONFLICT (course) DO UPDATE SET all_work = 1");
        }
        else
        {
            foreach (var table in SourceTables.All)
            {
                Note(connection, table);
            }

            NoteWork(connection, before, readAt);
            NotePeriods(connection, before, readAt);
        }

        ReplicaStore.Execute(
            connection,
            """
            INSERT OR REPLACE INTO meta (name, value) SELECT 'accounts', '1' WHERE EXISTS (SELECT 1 FROM changed WHERE tbl = 'accounts') OR EXISTS (SELECT 1 FROM meta WHERE name = 'all');
            DELETE FROM changed; DELETE FROM meta WHERE name = 'all';
            """);
        if (readAt is { } at && !(at <= before))
        {
            ReplicaStore.Execute(connection, "INSERT OR REPLACE INTO meta (name, value) VALUES ('read_at', @at)", ("@at", at.ToString("O", CultureInfo.InvariantCulture)));
        }

        transaction.Commit();
    }

    /// <returns>The courses, and whether all their work is compared.</returns>
    public static IReadOnlyDictionary<long, bool> Read(SqliteConnection connection)
    {
        using var command = ReplicaStore.Command(connection, "SELECT course, all_work FROM pending");
        using var reader = command.ExecuteReader();
        var pending = new Dictionary<long, bool>();
        while (reader.Read())
        {
            pending[reader.GetInt64(0)] = reader.GetInt64(1) != 0;
        }

        return pending;
    }

    public static DateTimeOffset? ReadAt(SqliteConnection connection) => Moments.Read(ReplicaStore.Scalar(connection, "SELECT value FROM meta WHERE name = 'read_at'") as string);

    /// <summary>Whether accounts have changed that are not stored yet.</summary>
    public static bool HaveAccountsChanged(SqliteConnection connection) => ReplicaStore.Scalar(connection, "SELECT value FROM meta WHERE name = 'accounts'") is not null;

    public static void RemoveAccounts(SqliteConnection connection) => ReplicaStore.Execute(connection, "DELETE FROM meta WHERE name = 'accounts'");

    /// <summary>Removes a course that is stored.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="course">The course.</param>
    /// <param name="leftOut">The work that stays noted: it is stored with the next change of the course that lets it be listed.</param>
    public static void Remove(SqliteConnection connection, long course, IReadOnlyList<long> leftOut)
    {
        using var transaction = connection.BeginTransaction();
        ReplicaStore.Execute(connection, "DELETE FROM pending WHERE course = @course; DELETE FROM work WHERE course = @course;", ("@course", course));
        foreach (var id in leftOut)
        {
            ReplicaStore.Execute(connection, "INSERT INTO work (course, id) VALUES (@course, @id)", ("@course", course), ("@id", id));
        }

        transaction.Commit();
    }

    private static void Note(SqliteConnection connection, SourceTable table)
    {
        if (ConcernedCourses.Query(table.Reach) is not { } courses)
        {
            return;
        }

        // Work vanishes with its own record, with an enrollment, or with an assignment that is hidden.
        var takesWork = table.Name is "submissions" or "enrollments" or "assignments";
        var all = takesWork ? "(SELECT max(gone) FROM changed WHERE tbl = @tbl AND owner = found.course)" : "0";
        ReplicaStore.Execute(
            connection,
            $"""
            WITH found (course) AS ({courses})
            INSERT INTO pending (course, all_work) SELECT DISTINCT course, {all} FROM found WHERE course IS NOT NULL
            ON CONFLICT (course) DO UPDATE SET all_work = max(all_work, excluded.all_work)
            """,
            ("@tbl", table.Name));
    }

    // Late and missing are not stored by Canvas: work becomes missing when its due date passes, and no record says so.
    private static void NoteWork(SqliteConnection connection, DateTimeOffset? before, DateTimeOffset? readAt)
    {
        ReplicaStore.Execute(connection, "INSERT OR IGNORE INTO work (course, id) SELECT owner, id FROM changed WHERE tbl = 'submissions' AND owner IS NOT NULL");
        if (before is not { } from || readAt is not { } to)
        {
            return;
        }

        (string, object?)[] range = [("@from", (from - SubmissionMapping.QuizGrace).UtcTicks), ("@to", to.UtcTicks)];
        ReplicaStore.Execute(connection, "INSERT OR IGNORE INTO work (course, id) SELECT owner, id FROM r_submissions WHERE due >= @from AND due < @to AND owner IS NOT NULL", range);
        ReplicaStore.Execute(connection, "INSERT OR IGNORE INTO pending (course, all_work) SELECT DISTINCT owner, 0 FROM r_submissions WHERE due >= @from AND due < @to AND owner IS NOT NULL", range);
    }

    // A period closes when its date passes, and no record says so. Courses share the row, so one course of each set brings it.
    private static void NotePeriods(SqliteConnection connection, DateTimeOffset? before, DateTimeOffset? readAt) => ReplicaStore.Execute(
        connection,
        $"""
        INSERT OR IGNORE INTO pending (course, all_work)
        SELECT min(u.course), 0 FROM ({ConcernedCourses.OfSets}) u JOIN r_courses s ON s.id = u.course
        WHERE s.body IS NOT NULL AND (s.state IS NULL OR s.state <> 'deleted') AND u."set" IN (SELECT owner FROM r_grading_periods WHERE due >= @from AND due < @to) GROUP BY u."set"
        """,
        ("@from", before?.UtcTicks), ("@to", readAt?.UtcTicks));
}
