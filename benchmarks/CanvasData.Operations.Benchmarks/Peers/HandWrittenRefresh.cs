using System.Data.Common;
using Dapper;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>A regraded submission stored as one would write it by hand: read, write, keep the change, in one transaction.</summary>
internal static class HandWrittenRefresh
{
    public static async Task StoreScoreAsync(DbConnection connection, long assignmentId, long userId, double score)
    {
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            var now = DateTime.UtcNow;
            var stored = await connection.QuerySingleAsync<Stored>(
                """SELECT "Id", "CourseId", "Score", "GradedAt" FROM "CanvasSubmission" WHERE "AssignmentId" = @assignmentId AND "UserId" = @userId""", new { assignmentId, userId }, transaction);
            await connection.ExecuteAsync(
                """UPDATE "CanvasSubmission" SET "Score" = @score, "EnteredScore" = @score, "Grade" = @text, "EnteredGrade" = @text, "GradedAt" = @now, "SyncedAt" = @now WHERE "Id" = @Id""",
                new { score, text = score.ToString(System.Globalization.CultureInfo.InvariantCulture), now, stored.Id }, transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO "CanvasAssignmentScoreHistory" ("SubmissionId", "AssignmentId", "UserId", "CourseId", "RecordedAt", "Change", "PreviousScore", "Score", "PreviousGradedAt", "GradedAt")
                VALUES (@Id, @assignmentId, @userId, @CourseId, @now, 'changed', @before, @score, @GradedAt, @now)
                """,
                new { stored.Id, assignmentId, userId, stored.CourseId, now, before = stored.Score, score, stored.GradedAt }, transaction);
            await transaction.CommitAsync();
        }

        await connection.CloseAsync();
    }

    private sealed class Stored
    {
        public long Id { get; set; }

        public long CourseId { get; set; }

        public double? Score { get; set; }

        public DateTime? GradedAt { get; set; }
    }
}
