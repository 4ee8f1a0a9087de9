using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>Turns changes of rows into rows of history. A first observation is none: it is derived from the row itself.</summary>
internal static class HistoryRecorder
{
    public static Task EnrollmentsAsync(WriteSession session, IEnumerable<RowChange<CanvasEnrollment>> changes, CancellationToken cancellationToken) =>
        session.AppendHistoryAsync([.. changes.SelectMany(Moves).Select(CreateRow).OfType<CanvasGradeHistory>()], cancellationToken);

    public static async Task SubmissionsAsync(WriteSession session, AssignmentPoints points, IEnumerable<RowChange<CanvasSubmission>> changes, CancellationToken cancellationToken)
    {
        List<CanvasAssignmentScoreHistory> rows = [.. changes.SelectMany(Moves).Select(CreateRow).OfType<CanvasAssignmentScoreHistory>()];
        await points.FillAsync(rows, cancellationToken).ConfigureAwait(false);
        await session.AppendHistoryAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a score is worth changes with the points of its assignment, though the submission stays as it is.</summary>
    public static async Task ScoresOfNewWorthAsync(WriteSession session, AssignmentPoints points, CancellationToken cancellationToken)
    {
        var scored = await points.ScoredUnchangedAsync(cancellationToken).ConfigureAwait(false);
        var rows = scored.ConvertAll(row => RowOf(row, row, HistoryChange.Changed, session.Now));
        await points.FillAsync(rows, cancellationToken).ConfigureAwait(false);
        await session.AppendHistoryAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    // Who moves with a section leaves one gradebook and enters another. When two users are merged, the row leaves
    // one person and comes to another: what was before stays with whom it was.
    private static IEnumerable<RowChange<CanvasEnrollment>> Moves(RowChange<CanvasEnrollment> change) =>
        change.Before is { MissingSince: null } before && (before.CourseId != change.After.CourseId || before.UserId != change.After.UserId)
            ? Moved(change, before)
            : [change];

    private static IEnumerable<RowChange<CanvasSubmission>> Moves(RowChange<CanvasSubmission> change) =>
        change.Before is { MissingSince: null } before && before.UserId != change.After.UserId ? Moved(change, before) : [change];

    private static RowChange<TRow>[] Moved<TRow>(RowChange<TRow> change, TRow before) where TRow : CanvasRow =>
        [change with { Kind = RowChangeKind.Missing, After = before }, change with { Kind = RowChangeKind.Returned }];

    private static CanvasGradeHistory? CreateRow(RowChange<CanvasEnrollment> change)
    {
        if (change.Before is not { } before)
        {
            return null;
        }

        var after = change.After;
        var row = new CanvasGradeHistory
        {
            EnrollmentId = after.Id,
            UserId = after.UserId,
            CourseId = after.CourseId,
            RecordedAt = change.At,
            Change = Name(change.Kind),
            CurrentScore = after.CurrentScore,
            PreviousCurrentScore = before.CurrentScore,
            FinalScore = after.FinalScore,
            PreviousFinalScore = before.FinalScore,
            CurrentGrade = after.CurrentGrade,
            PreviousCurrentGrade = before.CurrentGrade,
            FinalGrade = after.FinalGrade,
            PreviousFinalGrade = before.FinalGrade,
            UnpostedCurrentScore = after.UnpostedCurrentScore,
            PreviousUnpostedCurrentScore = before.UnpostedCurrentScore,
            UnpostedFinalScore = after.UnpostedFinalScore,
            PreviousUnpostedFinalScore = before.UnpostedFinalScore,
            OverrideScore = after.OverrideScore,
            PreviousOverrideScore = before.OverrideScore,
            OverrideGrade = after.OverrideGrade,
            PreviousOverrideGrade = before.OverrideGrade,
            EnrollmentState = after.EnrollmentState,
            PreviousEnrollmentState = before.EnrollmentState,
        };
        return change.Kind == RowChangeKind.Changed && Same(row) ? null : row;
    }

    private static CanvasAssignmentScoreHistory? CreateRow(RowChange<CanvasSubmission> change)
    {
        if (change.Before is not { } before)
        {
            return null;
        }

        var row = RowOf(before, change.After, Name(change.Kind), change.At);
        return change.Kind == RowChangeKind.Changed && Same(row) ? null : row;
    }

    private static CanvasAssignmentScoreHistory RowOf(CanvasSubmission before, CanvasSubmission after, string change, DateTime at) =>
        new()
        {
            SubmissionId = after.Id,
            AssignmentId = after.AssignmentId,
            UserId = after.UserId,
            CourseId = after.CourseId,
            RecordedAt = at,
            Change = change,
            Score = after.Score,
            PreviousScore = before.Score,
            Grade = after.Grade,
            PreviousGrade = before.Grade,
            EnteredScore = after.EnteredScore,
            PreviousEnteredScore = before.EnteredScore,
            PointsDeducted = after.PointsDeducted,
            PreviousPointsDeducted = before.PointsDeducted,
            WorkflowState = after.WorkflowState,
            PreviousWorkflowState = before.WorkflowState,
            LatePolicyStatus = after.LatePolicyStatus,
            PreviousLatePolicyStatus = before.LatePolicyStatus,
            Late = after.Late,
            PreviousLate = before.Late,
            Missing = after.Missing,
            PreviousMissing = before.Missing,
            Excused = after.Excused,
            PreviousExcused = before.Excused,
            SubmittedAt = after.SubmittedAt,
            PreviousSubmittedAt = before.SubmittedAt,
            Attempt = after.Attempt,
            PreviousAttempt = before.Attempt,
            GradedAt = after.GradedAt,
            PreviousGradedAt = before.GradedAt,
            PostedAt = after.PostedAt,
            PreviousPostedAt = before.PostedAt,
            CachedDueDate = after.CachedDueDate,
            PreviousCachedDueDate = before.CachedDueDate,
        };

    private static string Name(RowChangeKind kind) => kind switch
    {
        RowChangeKind.Missing => HistoryChange.Removed,
        RowChangeKind.Returned => HistoryChange.Returned,
        _ => HistoryChange.Changed,
    };

    private static bool Same(CanvasGradeHistory row) =>
        row.CurrentScore == row.PreviousCurrentScore && row.FinalScore == row.PreviousFinalScore &&
        row.CurrentGrade == row.PreviousCurrentGrade && row.FinalGrade == row.PreviousFinalGrade &&
        row.UnpostedCurrentScore == row.PreviousUnpostedCurrentScore && row.UnpostedFinalScore == row.PreviousUnpostedFinalScore &&
        row.OverrideScore == row.PreviousOverrideScore && row.OverrideGrade == row.PreviousOverrideGrade &&
        row.EnrollmentState == row.PreviousEnrollmentState;

    private static bool Same(CanvasAssignmentScoreHistory row) =>
        row.Score == row.PreviousScore && row.Grade == row.PreviousGrade && row.EnteredScore == row.PreviousEnteredScore &&
        row.PointsDeducted == row.PreviousPointsDeducted && row.WorkflowState == row.PreviousWorkflowState &&
        row.LatePolicyStatus == row.PreviousLatePolicyStatus && row.Late == row.PreviousLate && row.Missing == row.PreviousMissing &&
        row.Excused == row.PreviousExcused && row.SubmittedAt == row.PreviousSubmittedAt && row.Attempt == row.PreviousAttempt &&
        row.GradedAt == row.PreviousGradedAt && row.PostedAt == row.PreviousPostedAt && row.CachedDueDate == row.PreviousCachedDueDate;
}
