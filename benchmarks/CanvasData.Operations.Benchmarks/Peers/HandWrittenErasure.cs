using System.Data.Common;
using Dapper;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>A person erased as one would write it by hand: a DELETE for each table that has an id of the person, in one transaction.</summary>
internal static class HandWrittenErasure
{
    private static readonly string[] Statements =
    [
        """DELETE FROM "CanvasNoteRevision" WHERE "NoteId" IN (SELECT "Id" FROM "CanvasNote" WHERE "TargetType" = 'student' AND "TargetId" = @id)""",
        """DELETE FROM "CanvasNote" WHERE "TargetType" = 'student' AND "TargetId" = @id""",
        """DELETE FROM "CanvasTagLink" WHERE "TargetType" = 'student' AND "TargetId" = @id""",
        """DELETE FROM "CanvasCustomFieldValue" WHERE "TargetType" = 'student' AND "TargetId" = @id""",
        """DELETE FROM "CanvasStudentMetadata" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasAssignmentScoreHistory" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasArchivedScoreHistory" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasGradeHistory" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasArchivedGradeHistory" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasOfferingSnapshot" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasCheckpointSubmission" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasSubmission" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasEnrollmentStatus" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasEnrollment" WHERE "UserId" = @id""",
        """DELETE FROM "CanvasUser" WHERE "Id" = @id""",
        """DELETE FROM "CanvasObjectStatus" WHERE "ObjectType" = 'user' AND "ObjectId" = @id""",
    ];

    public static async Task<int> RunAsync(DbConnection connection, long id)
    {
        await connection.OpenAsync();
        var deleted = 0;
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            foreach (var statement in Statements)
            {
                deleted += await connection.ExecuteAsync(statement, new { id }, transaction);
            }

            await transaction.CommitAsync();
        }

        await connection.CloseAsync();
        return deleted;
    }
}
