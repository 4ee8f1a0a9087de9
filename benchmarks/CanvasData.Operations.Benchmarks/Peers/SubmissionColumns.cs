using CanvasData.Operations.Model;


namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>The columns of <see cref="CanvasSubmission"/>, written out as one would by hand.</summary>
internal static class SubmissionColumns
{
    public static readonly string[] Names =
    [
        "Id", "RowHash", "FirstSyncedAt", "SyncedAt", "MissingSince", "LocalEdits", "CourseId", "AssignmentId",
        "UserId", "AnonymousId", "WorkflowState", "SubmissionType", "SubmittedAt", "Attempt", "Score", "Grade",
        "EnteredScore", "EnteredGrade", "PointsDeducted", "LatePolicyStatus", "Late", "Missing", "SecondsLate",
        "Excused", "GradedAt", "GraderId", "GradeMatchesCurrentSubmission", "PostedAt", "CachedDueDate",
        "GradingPeriodId", "CustomGradeStatusId", "ExtraAttempts", "RedoRequest",
    ];

    /// <summary>What a regrading changes, written out as one would by hand.</summary>
    public static readonly string[] Regraded = ["RowHash", "SyncedAt", "Score", "Grade", "EnteredScore", "EnteredGrade", "GradedAt"];

    public const string KeysAndHashes = """SELECT "Id", "RowHash", "MissingSince" IS NOT NULL FROM "CanvasSubmission" """;

    public static string Quoted => string.Join(", ", Names.Select(n => $"\"{n}\""));

    public static string Updates => string.Join(", ", Names.Skip(1).Select(n => $"\"{n}\" = excluded.\"{n}\""));
}
