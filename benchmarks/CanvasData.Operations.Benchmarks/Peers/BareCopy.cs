using CanvasData.Operations.Model;
using Npgsql;
using NpgsqlTypes;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>What one writes by hand for this one table, with nothing in between.</summary>
internal static class BareCopy
{
    public static async Task InsertAsync(string connectionString, IReadOnlyList<CanvasSubmission> rows)
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
        await CopyAsync(connection, $"COPY stage ({SubmissionColumns.Quoted}) FROM STDIN (FORMAT BINARY)", rows);
        await ExecuteAsync(connection, $"INSERT INTO \"CanvasSubmission\" ({SubmissionColumns.Quoted}) SELECT {SubmissionColumns.Quoted} FROM stage ON CONFLICT (\"Id\") DO UPDATE SET {SubmissionColumns.Updates}");
        await transaction.CommitAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string sql, IReadOnlyList<CanvasSubmission> rows)
    {
        await using var importer = await connection.BeginBinaryImportAsync(sql);
        foreach (var row in rows)
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
