using System.Linq.Expressions;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Auditing;

/// <summary>A submission as stored, as far as grades depend on it.</summary>
internal sealed record StoredWork
{
    public static readonly Expression<Func<CanvasSubmission, CanvasAssignment, StoredWork>> FromRow = Rule.Inlined<Func<CanvasSubmission, CanvasAssignment, StoredWork>>((row, assignment) => new StoredWork
    {
        Id = row.Id,
        AssignmentId = row.AssignmentId,
        StudentId = row.UserId ?? 0,
        Score = row.Score,
        IsExcused = Rule.Holds(SubmissionRules.Excused, row),
        AwaitsReview = Rule.Holds(SubmissionRules.AwaitsReview, row),
        PostedAt = Rule.Holds(SubmissionRules.PostedAt, row, assignment),
        PostsWhenGraded = Rule.Holds(SubmissionRules.PostsWhenGraded, row, assignment),
        GradingPeriodId = row.GradingPeriodId,
        GradedAt = row.GradedAt,
        LocalEdits = row.LocalEdits,
    });

    public static readonly Func<CanvasSubmission, CanvasAssignment, StoredWork> InMemory = FromRow.Compile();

    public required long Id { get; init; }

    public required long AssignmentId { get; init; }

    public required long StudentId { get; init; }

    public required double? Score { get; init; }

    public required bool IsExcused { get; init; }

    public required bool AwaitsReview { get; init; }

    public required DateTime? PostedAt { get; init; }

    public required bool PostsWhenGraded { get; init; }

    public required long? GradingPeriodId { get; init; }

    public required DateTime? GradedAt { get; init; }

    public required string? LocalEdits { get; init; }

    public GradedSubmission Graded => new(AssignmentId, Score, PostedAt is not null)
    {
        IsExcused = IsExcused,
        IsPendingReview = AwaitsReview,
        GradingPeriodId = GradingPeriodId,
    };

    /// <summary>The same work as its student sees it: nothing of a grade that is not posted.</summary>
    public StoredWork AsSeen => PostedAt is not null ? this : this with { Score = null, IsExcused = false, AwaitsReview = false };

    /// <summary>The same work with the grade that it had.</summary>
    public StoredWork As(StoredWork earlier) => this with
    {
        Score = earlier.Score,
        IsExcused = earlier.IsExcused,
        AwaitsReview = earlier.AwaitsReview,
        PostedAt = earlier.PostedAt ?? (PostsWhenGraded ? earlier.GradedAt : null),
    };
}

/// <summary>What a submission was before a sync saw it change.</summary>
internal sealed record StoredChange(DateTime RecordedAt, StoredWork Work);

/// <summary>A student of a course as stored.</summary>
internal sealed record StoredStudent(CanvasEnrollment Enrollment, bool IsConcluded, IReadOnlyList<StoredWork> Work, IReadOnlyList<long> NotAssigned)
{
    private static readonly Func<CanvasEnrollment, bool> Concludes = EnrollmentRules.Concluded.Compile();

    public long Id => Enrollment.UserId;

    public static StoredStudent Of(StoredCourse course, IGrouping<long, CanvasEnrollment> enrollments, StoredWork[] work)
    {
        // All enrollments of a student carry the same numbers; but concluded ones keep their last.
        var shown = enrollments.OrderBy(row => Concludes(row) ? 1 : 0).ThenBy(row => row.Id).First();
        var sections = enrollments.Select(row => row.SectionId).ToArray();
        return new StoredStudent(shown, enrollments.All(Concludes), work, course.NotAssigned(enrollments.Key, sections, work));
    }

    public GradedStudent Graded => new()
    {
        Submissions = [.. Work.Select(work => work.Graded)],
        NotAssigned = NotAssigned,
        IsConcluded = IsConcluded,
        OverrideScore = Enrollment.OverrideScore,
    };

    /// <summary>The numbers that Canvas gave. Canvas does not send the unposted ones to a token that may not grade.</summary>
    public IEnumerable<(GradeKind Kind, double? Percent, string? Letter)> CanvasNumbers
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
    public bool HasNoNumbers => CanvasNumbers.All(number => number.Percent is null);

    /// <summary>Whether a calculator gives what Canvas gave.</summary>
    public bool AgreesWith(GradeCalculator calculator, GradedStudent student) =>
        CanvasNumbers.All(number => IsSame(number.Percent, calculator.Percent(student, number.Kind)));

    public static bool IsSame(double? stored, decimal? computed) =>
        stored is { } one && computed is { } other ? Math.Abs(Numbers.ToDecimal(one) - other) <= 0.01m : stored is null && computed is null;
}
