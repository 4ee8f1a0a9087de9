using System.Globalization;
using System.Text;
using CanvasData.Operations.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>What one writes by hand for this one table on the native API, with nothing in between.</summary>
internal static class BareSqlite
{
    public static void Write(string connectionString, IReadOnlyList<CanvasSubmission> rows, bool upsert)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Write(connection, rows, upsert);
        transaction.Commit();
    }

    /// <summary>Of a listing, writes just what differs, a statement a row.</summary>
    public static void WriteDay(string connectionString, IReadOnlyList<CanvasSubmission> rows, DateTime now)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var difference = DayDifference.ReadAsync(connection, rows).GetAwaiter().GetResult();
        Write(connection, difference.Added, upsert: false);
        var sets = string.Join(", ", SubmissionColumns.Regraded.Select((name, i) => $"\"{name}\" = ?{i + 2}"));
        raw.sqlite3_prepare_v2(connection.Handle, $"UPDATE \"CanvasSubmission\" SET {sets} WHERE \"Id\" = ?1", out var update);
        foreach (var row in difference.Changed)
        {
            Integer(update, 1, row.Id);
            Integer(update, 2, row.RowHash);
            Time(update, 3, row.SyncedAt);
            Real(update, 4, row.Score);
            Text(update, 5, row.Grade);
            Real(update, 6, row.EnteredScore);
            Text(update, 7, row.EnteredGrade);
            Time(update, 8, row.GradedAt);
            Step(connection, update);
        }

        update.Dispose();
        raw.sqlite3_prepare_v2(connection.Handle, "UPDATE \"CanvasSubmission\" SET \"MissingSince\" = ?1, \"SyncedAt\" = ?1 WHERE \"Id\" = ?2", out var mark);
        foreach (var id in difference.Gone)
        {
            Time(mark, 1, now);
            Integer(mark, 2, id);
            Step(connection, mark);
        }

        mark.Dispose();
        transaction.Commit();
    }

    public static int Compare(string connectionString, IReadOnlyList<CanvasSubmission> rows)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        var difference = DayDifference.ReadAsync(connection, rows).GetAwaiter().GetResult();
        return difference.Added.Count + difference.Changed.Count + difference.Gone.Count;
    }

    private static void Write(SqliteConnection connection, IReadOnlyList<CanvasSubmission> rows, bool upsert)
    {
        var sql = $"INSERT INTO \"CanvasSubmission\" ({SubmissionColumns.Quoted}) VALUES ({string.Join(", ", SubmissionColumns.Names.Select((_, i) => $"?{i + 1}"))})"
            + (upsert ? $" ON CONFLICT (\"Id\") DO UPDATE SET {SubmissionColumns.Updates}" : "");
        raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement);
        foreach (var row in rows)
        {
            Integer(statement, 1, row.Id);
            Integer(statement, 2, row.RowHash);
            Time(statement, 3, row.FirstSyncedAt);
            Time(statement, 4, row.SyncedAt);
            Time(statement, 5, row.MissingSince);
            Text(statement, 6, row.LocalEdits);
            Integer(statement, 7, row.CourseId);
            Integer(statement, 8, row.AssignmentId);
            Integer(statement, 9, row.UserId);
            Text(statement, 10, row.AnonymousId);
            Text(statement, 11, row.WorkflowState);
            Text(statement, 12, row.SubmissionType);
            Time(statement, 13, row.SubmittedAt);
            Integer(statement, 14, row.Attempt);
            Real(statement, 15, row.Score);
            Text(statement, 16, row.Grade);
            Real(statement, 17, row.EnteredScore);
            Text(statement, 18, row.EnteredGrade);
            Real(statement, 19, row.PointsDeducted);
            Text(statement, 20, row.LatePolicyStatus);
            Flag(statement, 21, row.Late);
            Flag(statement, 22, row.Missing);
            Real(statement, 23, row.SecondsLate);
            Flag(statement, 24, row.Excused);
            Time(statement, 25, row.GradedAt);
            Integer(statement, 26, row.GraderId);
            Flag(statement, 27, row.GradeMatchesCurrentSubmission);
            Time(statement, 28, row.PostedAt);
            Time(statement, 29, row.CachedDueDate);
            Integer(statement, 30, row.GradingPeriodId);
            Integer(statement, 31, row.CustomGradeStatusId);
            Integer(statement, 32, row.ExtraAttempts);
            Flag(statement, 33, row.RedoRequest);
            Step(connection, statement);
        }

        statement.Dispose();
    }

    private static void Step(SqliteConnection connection, sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string());
        }

        raw.sqlite3_reset(statement);
    }

    private static void Integer(sqlite3_stmt statement, int index, long? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
        }
        else
        {
            raw.sqlite3_bind_int64(statement, index, value.Value);
        }
    }

    private static void Flag(sqlite3_stmt statement, int index, bool? value) => Integer(statement, index, value is null ? null : value.Value ? 1 : 0);

    private static void Real(sqlite3_stmt statement, int index, double? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
        }
        else
        {
            raw.sqlite3_bind_double(statement, index, value.Value);
        }
    }

    private static void Text(sqlite3_stmt statement, int index, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
            return;
        }

        Span<byte> utf8 = stackalloc byte[256];
        raw.sqlite3_bind_text(statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    private static void Time(sqlite3_stmt statement, int index, DateTime? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
            return;
        }

        // The form of Microsoft.Data.Sqlite, made from the fast round-trip form.
        Span<byte> utf8 = stackalloc byte[33];
        value.Value.TryFormat(utf8, out _, "O", CultureInfo.InvariantCulture);
        utf8[10] = (byte)' ';
        var length = 27;
        while (utf8[length - 1] == '0' && length > 20)
        {
            length--;
        }

        raw.sqlite3_bind_text(statement, index, utf8[..(length == 20 ? 19 : length)]);
    }
}
