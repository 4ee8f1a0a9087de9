namespace CanvasData.Operations.Grading;

/// <summary>The parts of one student's work in one course that decide the grades.</summary>
public sealed record GradedStudent
{
    /// <summary>The student's submissions; of two for one assignment the first counts. Assigned work without one is ungraded work.</summary>
    public IReadOnlyList<GradedSubmission> Submissions { get; init; } = [];

    /// <summary>The assignments that the student is not assigned to: they do not count, even with a score.</summary>
    public IReadOnlyCollection<long> NotAssigned { get; init; } = [];

    /// <summary>Whether all of the student's enrollments in the course are concluded: work without a (visible) submission then counts nowhere.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>The score that a grader set by hand in place of the computed ones, percent; null for none.</summary>
    public double? OverrideScore { get; init; }

    /// <summary>The same for grading periods, by their ids.</summary>
    public IReadOnlyDictionary<long, double> PeriodOverrideScores { get; init; } = new Dictionary<long, double>();

    /// <summary>The same student with a score that is only supposed: it replaces the real one, and counts even where that is excused or hidden.</summary>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="score">The supposed score, in points.</param>
    public GradedStudent WhatIf(long assignmentId, double score) => WhatIf(new Dictionary<long, double> { [assignmentId] = score });

    /// <summary>The same student with scores that are only supposed: they replace the real ones, and count even where those are excused or hidden.</summary>
    /// <param name="scores">Supposed scores in points, by assignment.</param>
    public GradedStudent WhatIf(IReadOnlyDictionary<long, double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var submissions = new List<GradedSubmission>(Submissions.Count + scores.Count);
        var known = new HashSet<long>();
        foreach (var submission in Submissions)
        {
            known.Add(submission.AssignmentId);
            submissions.Add(scores.TryGetValue(submission.AssignmentId, out var score) ? submission with { HypotheticalScore = score } : submission);
        }

        foreach (var (assignment, score) in scores)
        {
            if (!known.Contains(assignment))
            {
                submissions.Add(new GradedSubmission(assignment, null) { HypotheticalScore = score });
            }
        }

        return this with { Submissions = submissions };
    }
}

/// <summary>A submission as far as grades depend on it.</summary>
/// <param name="AssignmentId">The assignment.</param>
/// <param name="Score">The points after deductions; null (and NaN) for ungraded. May be negative or above the points possible.</param>
/// <param name="IsPosted">Whether the student sees the grade (<c>posted_at</c> is set).</param>
public readonly record struct GradedSubmission(long AssignmentId, double? Score, bool IsPosted = true)
{
    /// <summary>Whether it is excused: it counts in no total.</summary>
    public bool IsExcused { get; init; }

    /// <summary>Whether it waits for a review by hand (<c>pending_review</c>): it counts in final totals only.</summary>
    public bool IsPendingReview { get; init; }

    /// <summary>The grading period of the student's own due date; null takes the assignment's.</summary>
    public long? GradingPeriodId { get; init; }

    /// <summary>A score that is only supposed, in points; null for none. See <see cref="GradedStudent.WhatIf(long, double)"/>.</summary>
    public double? HypotheticalScore { get; init; }
}
