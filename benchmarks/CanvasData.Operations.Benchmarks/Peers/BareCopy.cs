using CanvasData.Operations.Model;
using Npgsql;
using NpgsqlTypes;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>What one writes by hand for this one table, with nothing in between.</summary>
internal static class BareCopy
{
    public static Task InsertAsync(string connectionString, IReadOnlyList<CanvasSubmission> rows) => InsertAsync(connectionString, rows.ToAsyncEnumerable());

    public static async Task InsertAsync(string connectionString, IAsyncEnumerable<CanvasSubmission> rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await CopyAsync(connection, $"COPY \"CanvasSubmission\" ({SubmissionColumns.Quoted}) FROM STDIN (FORMAT BINARY)", rows);
        await transaction.CommitAsync();
    }

    public static async Task UpsertAsync(string connectionString, IReadOnlyList<CanvasSubmission> rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, $"CREATE TEMPORARY TABLE stage ON COMMIT DROP AS SELECT {SubmissionColumns.Quoted} FROM \"CanvasSubmission\" WITH NO DATA");
        await CopyAsync(connection, $"COPY stage ({SubmissionColumns.Quoted}) FROM STDIN (FORMAT BINARY)", rows.ToAsyncEnumerable());
        await ExecuteAsync(connection, $"INSERT INTO \"CanvasSubmission\" ({SubmissionColumns.Quoted}) SELECT {SubmissionColumns.Quoted} FROM stage ON CONFLICT (\"Id\") DO UPDATE SET {SubmissionColumns.Updates}");
        await transaction.CommitAsync();
    }

    /// <summary>Of a listing, writes just what differs: COPY for new rows, COPY and UPDATE for changed and vanished ones.</summary>
    public static async Task WriteDayAsync(string connectionString, IReadOnlyList<CanvasSubmission> rows, DateTime now)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var difference = await DayDifference.ReadAsync(connection, rows);
        await CopyAsync(connection, $"COPY \"CanvasSubmission\" ({SubmissionColumns.Quoted}) FROM STDIN (FORMAT BINARY)", difference.Added.ToAsyncEnumerable());
        await ExecuteAsync(connection, """
            CREATE TEMPORARY TABLE changed ON COMMIT DROP AS SELECT "Id", "RowHash", "SyncedAt", "Score", "Grade", "EnteredScore", "EnteredGrade", "GradedAt" FROM "CanvasSubmission" WITH NO DATA
            """);
        await using (var importer = await connection.BeginBinaryImportAsync("COPY changed FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in difference.Changed)
            {
                importer.StartRow();
                importer.Write(row.Id, NpgsqlDbType.Bigint);
                importer.Write(row.RowHash, NpgsqlDbType.Bigint);
                importer.Write(row.SyncedAt, NpgsqlDbType.TimestampTz);
                Value(importer, row.Score, NpgsqlDbType.Double);
                Text(importer, row.Grade);
                Value(importer, row.EnteredScore, NpgsqlDbType.Double);
                Text(importer, row.EnteredGrade);
                Value(importer, row.GradedAt, NpgsqlDbType.TimestampTz);
            }

            await importer.CompleteAsync();
        }

        var sets = string.Join(", ", SubmissionColumns.Regraded.Select(name => $"\"{name}\" = c.\"{name}\""));
        await ExecuteAsync(connection, $"UPDATE \"CanvasSubmission\" s SET {sets} FROM changed c WHERE s.\"Id\" = c.\"Id\"");
        await using var gone = new NpgsqlCommand("""UPDATE "CanvasSubmission" SET "MissingSince" = $1, "SyncedAt" = $1 WHERE "Id" = ANY ($2)""", connection);
        gone.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        gone.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. difference.Gone] });
        await gone.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public static async Task<int> CompareAsync(string connectionString, IReadOnlyList<CanvasSubmission> rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var difference = await DayDifference.ReadAsync(connection, rows);
        return difference.Added.Count + difference.Changed.Count + difference.Gone.Count;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string sql, IAsyncEnumerable<CanvasSubmission> rows)
    {
        await using var importer = await connection.BeginBinaryImportAsync(sql);
        await foreach (var row in rows)
        {
            importer.StartRow();
            importer.Write(row.Id, NpgsqlDbType.Bigint);
            importer.Write(row.RowHash, NpgsqlDbType.Bigint);
            importer.Write(row.FirstSyncedAt, NpgsqlDbType.TimestampTz);
            importer.Write(row.SyncedAt, NpgsqlDbType.TimestampTz);
            Value(importer, row.MissingSince, NpgsqlDbType.TimestampTz);
            Text(importer, row.LocalEdits);
            importer.Write(row.CourseId, NpgsqlDbType.Bigint);
            importer.Write(row.AssignmentId, NpgsqlDbType.Bigint);
            Value(importer, row.UserId, NpgsqlDbType.Bigint);
            Text(importer, row.AnonymousId);
            Text(importer, row.WorkflowState);
            Text(importer, row.SubmissionType);
            Value(importer, row.SubmittedAt, NpgsqlDbType.TimestampTz);
            Value(importer, row.Attempt, NpgsqlDbType.Integer);
            Value(importer, row.Score, NpgsqlDbType.Double);
            Text(importer, row.Grade);
            Value(importer, row.EnteredScore, NpgsqlDbType.Double);
            Text(importer, row.EnteredGrade);
            Value(importer, row.PointsDeducted, NpgsqlDbType.Double);
            Text(importer, row.LatePolicyStatus);
            Value(importer, row.Late, NpgsqlDbType.Boolean);
            Value(importer, row.Missing, NpgsqlDbType.Boolean);
            Value(importer, row.SecondsLate, NpgsqlDbType.Double);
            Value(importer, row.Excused, NpgsqlDbType.Boolean);
            Value(importer, row.GradedAt, NpgsqlDbType.TimestampTz);
            Value(importer, row.GraderId, NpgsqlDbType.Bigint);
            Value(importer, row.GradeMatchesCurrentSubmission, NpgsqlDbType.Boolean);
            Value(importer, row.PostedAt, NpgsqlDbType.TimestampTz);
            Value(importer, row.CachedDueDate, NpgsqlDbType.TimestampTz);
            Value(importer, row.GradingPeriodId, NpgsqlDbType.Bigint);
            Value(importer, row.CustomGradeStatusId, NpgsqlDbType.Bigint);
            Value(importer, row.ExtraAttempts, NpgsqlDbType.Integer);
            Value(importer, row.RedoRequest, NpgsqlDbType.Boolean);
        }

        await importer.CompleteAsync();
    }

    private static void Text(NpgsqlBinaryImporter importer, string? value)
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value, NpgsqlDbType.Text);
        }
    }

    private static void Value<T>(NpgsqlBinaryImporter importer, T? value, NpgsqlDbType type) where T : struct
    {
        if (value is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(value.Value, type);
        }
    }
}
