using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Auditing;

/// <summary>A submission as stored, as far as grades depend on it.</summary>
internal sealed record StoredWork(
    long Id, long AssignmentId, long StudentId, double? Score, bool? Excused, DateTime? PostedAt, string? WorkflowState, long? GradingPeriodId, DateTime? GradedAt, string? LocalEdits)
{
    public GradedSubmission Graded => new(AssignmentId, Score, PostedAt is not null)
    {
        IsExcused = Excused == true,
        IsPendingReview = WorkflowState == SubmissionStates.PendingReview,
        GradingPeriodId = GradingPeriodId,
    };
}

/// <summary>What a submission was before a sync saw it change.</summary>
internal sealed record StoredChange(long SubmissionId, long? StudentId, DateTime RecordedAt, double? Score, bool? Excused, DateTime? PostedAt, string? WorkflowState);

/// <summary>A student of a course as stored.</summary>
internal sealed record StoredStudent(CanvasEnrollment Enrollment, bool IsConcluded, IReadOnlyList<StoredWork> Work, IReadOnlyList<long> NotAssigned)
{
    public long Id => Enrollment.UserId;

    public GradedStudent Graded => new()
    {
        Submissions = [.. Work.Select(work => work.Graded)],
        NotAssigned = NotAssigned,
        IsConcluded = IsConcluded,
        OverrideScore = Enrollment.OverrideScore,
    };

    /// <summary>The numbers that Canvas gave. Canvas does not send the unposted ones to a token that may not grade.</summary>
    public IEnumerable<(GradeKind Kind, double? Percent, string? Letter)> Told
    {
        get
        {
            var e = Enrollment;
            yield return (GradeKind.Current, e.CurrentScore, e.CurrentGrade);
            yield return (GradeKind.Final, e.FinalScore, e.FinalGrade);
            if (e.UnpostedCurrentScore is not null || e.UnpostedFinalScore is not null || e.FinalScore is null)
            {
                yield return (GradeKind.UnpostedCurrent, e.UnpostedCurrentScore, e.UnpostedCurrentGrade);
                yield return (GradeKind.UnpostedFinal, e.UnpostedFinalScore, e.UnpostedFinalGrade);
            }
        }
    }

    /// <summary>Whether Canvas gave no number at all.</summary>
    public bool IsNotTold => Told.All(told => told.Percent is null);

    /// <summary>Whether a calculator gives what Canvas gave.</summary>
    public bool AgreesWith(GradeCalculator calculator, GradedStudent student) =>
        Told.All(told => IsSame(told.Percent, calculator.Percent(student, told.Kind)));

    public static bool IsSame(double? stored, decimal? computed) =>
        stored is { } one && computed is { } other ? Math.Abs(Numbers.ToDecimal(one) - other) <= 0.01m : stored is null && computed is null;
}
