namespace CanvasData.Operations.Simulator.School;

/// <summary>The work on the checkpoints of a discussion, and what Canvas makes of it on the discussion's own row.</summary>
internal static class CheckpointView
{
    public static IReadOnlyList<SimulatedCheckpointWork> Create(CourseState course, int index, Moment now)
    {
        var assignment = course.Assignments[course.Rows[index].Assignment];
        var parts = course.DetailsOf(index)?.Parts;
        return [.. assignment.Info.Checkpoints.Select((checkpoint, place) => Work(checkpoint, parts?[place] ?? PartRow.Empty, now))];
    }

    /// <summary>
    /// Sums the parts up on the row: the score of those that are graded, posted only when all are, and in the state of the part that is
    /// furthest from done. A part that waits for a grade counts as waiting for review; one that is late or missing now marks the whole.
    /// </summary>
    public static void Sum(ref SubmissionRow row, IReadOnlyList<SimulatedCheckpoint> checkpoints, PartRow[] parts, Moment now)
    {
        var graded = parts.Where(p => p.HasScore).ToList();
        row.Entered = graded.Count == 0 ? double.NaN : graded.Sum(p => p.Score);
        row.Deducted = double.NaN;
        row.GradedAt = parts.Max(p => p.GradedAt);
        row.PostedAt = graded.Count == parts.Length ? row.GradedAt : Moment.None;
        row.Excused = graded.Count == 0 ? row.Excused : ExcusedState.No;
        row.State = StateOf(parts);
        row.Status = StatusOf([.. checkpoints.Select((checkpoint, place) => Work(checkpoint, parts[place], now))]);
        row.SubmittedAt = row.State switch
        {
            WorkState.Unsubmitted => Moment.None,
            WorkState.Graded => parts.All(p => !p.SubmittedAt.IsNone) ? parts.Max(p => p.SubmittedAt) : Moment.None,
            _ => parts.Max(p => p.SubmittedAt),
        };
        row.Attempt = (byte)(row.SubmittedAt.IsNone ? 0 : 1);
    }

    private static WorkState StateOf(PartRow[] parts) =>
        parts.Any(p => !p.SubmittedAt.IsNone && !p.HasScore) ? WorkState.PendingReview
        : parts.All(p => p.HasScore) ? WorkState.Graded
        : WorkState.Unsubmitted;

    private static LateStatus StatusOf(SimulatedCheckpointWork[] parts) =>
        parts.Any(p => p.Late) ? LateStatus.Late
        : parts.Any(p => p.Missing) ? LateStatus.Missing
        : LateStatus.Unset;

    private static SimulatedCheckpointWork Work(SimulatedCheckpoint checkpoint, PartRow part, Moment now)
    {
        var due = Moment.From(checkpoint.DueAt);
        var late = !due.IsNone && !part.SubmittedAt.IsNone && part.SubmittedAt > due;
        var missing = !due.IsNone && part.SubmittedAt.IsNone && !part.HasScore && now > due;
        var seconds = late ? part.SubmittedAt.Seconds - due.Seconds : missing ? now.Seconds - due.Seconds : 0;
        return new SimulatedCheckpointWork(checkpoint.Tag, part.HasScore ? part.Score : null, part.SubmittedAt.ToTime(), late, missing, seconds);
    }
}
