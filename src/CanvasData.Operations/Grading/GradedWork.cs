namespace CanvasData.Operations.Grading;

/// <summary>One student's work on one assignment.</summary>
internal struct SubmissionCell
{
    public bool IsKnown;
    public bool IsNotAssigned;
    public GradedSubmission Submission;
}

/// <summary>The work of one student, in the slots of a plan.</summary>
internal sealed class GradedWork
{
    private readonly GradingPlan _plan;
    private readonly bool _isConcluded;
    private readonly SubmissionCell[] _cells;

    public GradedWork(GradingPlan plan, GradedStudent student)
    {
        _plan = plan;
        _isConcluded = student.IsConcluded;
        _cells = new SubmissionCell[plan.Slots];
        Reach = plan.Reach;
        foreach (var submission in student.Submissions)
        {
            if (plan.SlotOf(submission.AssignmentId) is >= 0 and var slot && !_cells[slot].IsKnown)
            {
                _cells[slot].IsKnown = true;
                _cells[slot].Submission = submission;
                Reach += Numbers.ReachOf(submission.Score) + Numbers.ReachOf(submission.HypotheticalScore);
            }
        }

        foreach (var assignment in student.NotAssigned)
        {
            if (plan.SlotOf(assignment) is >= 0 and var slot)
            {
                _cells[slot].IsNotAssigned = true;
            }
        }
    }

    /// <summary>What the magnitudes of all points, weights and scores add up to.</summary>
    public double Reach { get; }

    /// <summary>Whether the assignment counts in a total, and with which score.</summary>
    /// <param name="assignment">The assignment.</param>
    /// <param name="kind">The total.</param>
    /// <param name="period">The period that it must lie in; null for any.</param>
    /// <param name="score">The score; 0 for ungraded work that counts.</param>
    public bool Counts(in PlannedAssignment assignment, GradeKind kind, int? period, out double score)
    {
        ref readonly var cell = ref _cells[assignment.Slot];
        score = 0;
        if (cell.IsNotAssigned || (period is not null && period != PeriodOf(cell, assignment)))
        {
            return false;
        }

        var submission = cell.Submission;
        if (submission.HypotheticalScore is { } supposed && !double.IsNaN(supposed))
        {
            score = Numbers.Clean(supposed);
            return true;
        }

        var isSeen = cell.IsKnown && (submission.IsPosted || kind.CountsUnposted());
        if (kind.LeavesUngradedOut() && submission.IsPendingReview)
        {
            isSeen = false;
        }

        var isGraded = isSeen && submission.Score is { } given && !double.IsNaN(given);
        if ((!isSeen && _isConcluded) || (!isGraded && kind.LeavesUngradedOut()) || (isSeen && submission.IsExcused))
        {
            return false;
        }

        score = isGraded ? Numbers.Clean(submission.Score!.Value) : 0;
        return true;
    }

    /// <summary>Whether the assignment is worth points, and the student has no grade for it yet that the total's audience sees.</summary>
    public bool IsOpen(in PlannedAssignment assignment, GradeKind kind)
    {
        ref readonly var cell = ref _cells[assignment.Slot];
        var graded = kind.CountsUnposted() ? GradeKind.UnpostedCurrent : GradeKind.Current;
        return !_isConcluded && !cell.IsNotAssigned && !cell.Submission.IsExcused && assignment.Points > 0 && !Counts(assignment, graded, null, out _);
    }

    /// <summary>Supposes a score.</summary>
    public void Suppose(in PlannedAssignment assignment, double score) =>
        _cells[assignment.Slot].Submission = _cells[assignment.Slot].Submission with { HypotheticalScore = score };

    private int PeriodOf(in SubmissionCell cell, in PlannedAssignment assignment) =>
        cell.IsKnown && cell.Submission.GradingPeriodId is { } own ? _plan.PeriodOf(own) : assignment.FallbackPeriod;
}
