using System.Data.Common;
using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>The columns of a submission that analytics need. A structure: a class of 500 has 50,000 of them.</summary>
internal readonly record struct SubmittedWork
{
    private const int LateFlag = 1;
    private const int ExcusedFlag = 2;
    private const int GoneFlag = 4;
    private const int MissingFlag = 8;
    private const int MayBecomeMissingFlag = 16;
    private const int ReviewFlag = 32;
    private const int CalledGradedFlag = 64;

    /// <summary>From a stored row. The order is that of the columns, which <see cref="Create(DbDataReader, bool)"/> reads.</summary>
    public static readonly Expression<Func<CanvasSubmission, SubmittedWork>> FromRow = Rule.Inlined<Func<CanvasSubmission, SubmittedWork>>(row => new SubmittedWork
    {
        UserId = row.UserId!.Value,
        AssignmentId = row.AssignmentId,
        Flags = (Rule.Holds(SubmissionRules.Late, row) ? LateFlag : 0) + (Rule.Holds(SubmissionRules.Excused, row) ? ExcusedFlag : 0) + (row.MissingSince != null ? GoneFlag : 0) +
            (Rule.Holds(SubmissionRules.MarkedMissing, row) && Rule.Holds(SubmissionRules.HasPlainStatus, row) ? MissingFlag : 0) +
            (Rule.Holds(SubmissionRules.MayBecomeMissing, row) ? MayBecomeMissingFlag : 0) + (Rule.Holds(SubmissionRules.AwaitsReview, row) ? ReviewFlag : 0) +
            (Rule.Holds(SubmissionRules.CalledGraded, row) ? CalledGradedFlag : 0),
        Score = row.Score,
        SubmittedAt = row.SubmittedAt,
        GradedAt = row.GradedAt,
        DueAt = row.CachedDueDate,
    });

    private static readonly Func<CanvasSubmission, SubmittedWork> InMemory = FromRow.Compile();

    public required long UserId { get; init; }

    public required long AssignmentId { get; init; }

    public required double? Score { get; init; }

    public required DateTime? SubmittedAt { get; init; }

    public required DateTime? GradedAt { get; init; }

    public required DateTime? DueAt { get; init; }

    /// <summary>What is true of it, in one number: reading a column takes longer than a bit.</summary>
    public required int Flags { get; init; }

    /// <summary>Whether a sync no longer found it.</summary>
    public bool IsGone => (Flags & GoneFlag) != 0;

    /// <summary>From a row in memory.</summary>
    public static SubmittedWork Create(CanvasSubmission row) => InMemory(row);

    /// <summary>From the columns of <see cref="FromRow"/>.</summary>
    public static SubmittedWork Create(DbDataReader reader, bool timesAreText) => new()
    {
        UserId = reader.GetInt64(0),
        AssignmentId = reader.GetInt64(1),
        Flags = reader.GetInt32(2),
        Score = reader.IsDBNull(3) ? null : reader.GetDouble(3),
        SubmittedAt = SqliteTimestampParser.Read(reader, 4, timesAreText),
        GradedAt = SqliteTimestampParser.Read(reader, 5, timesAreText),
        DueAt = SqliteTimestampParser.Read(reader, 6, timesAreText),
    };

    public WorkCell ToCell(GradedItem item) => new()
    {
        Counts = (Flags & ExcusedFlag) == 0,
        Score = Score,
        SubmittedAt = SubmittedAt,
        GradedAt = GradedAt,
        DueAt = DueAt,
        Late = (Flags & LateFlag) != 0,
        ExpectsSubmission = item.ExpectsSubmission && (Flags & (MayBecomeMissingFlag | MissingFlag)) != 0,
        MarkedMissing = (Flags & MissingFlag) != 0,
        AwaitsReview = (Flags & ReviewFlag) != 0 || (item.HasCheckpoints && (Flags & CalledGradedFlag) == 0),
    };
}
