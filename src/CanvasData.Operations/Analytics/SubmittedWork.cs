namespace CanvasData.Operations.Analytics;

/// <summary>The columns of a submission that analytics need. A structure: a class of 500 has 50,000 of them.</summary>
internal readonly record struct SubmittedWork
{
    public required long UserId { get; init; }

    public required long AssignmentId { get; init; }

    public required bool IsGone { get; init; }

    public required double? Score { get; init; }

    public required DateTime? SubmittedAt { get; init; }

    public required DateTime? GradedAt { get; init; }

    public required DateTime? DueAt { get; init; }

    public required bool Late { get; init; }

    public required bool Excused { get; init; }

    public WorkCell ToCell(bool expectsSubmission) => new()
    {
        Counts = !Excused,
        Score = Score,
        SubmittedAt = SubmittedAt,
        GradedAt = GradedAt,
        DueAt = DueAt,
        Late = Late,
        ExpectsSubmission = expectsSubmission,
    };
}
