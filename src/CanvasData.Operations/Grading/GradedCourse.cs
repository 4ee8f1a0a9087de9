namespace CanvasData.Operations.Grading;

/// <summary>The parts of a course that decide its grades. They are the same for all its students.</summary>
public sealed record GradedCourse
{
    /// <summary>The assignment groups. An assignment whose group is not among them does not count.</summary>
    public IReadOnlyList<GradedGroup> Groups { get; init; } = [];

    /// <summary>The assignments; of two with the same id the first counts.</summary>
    public IReadOnlyList<GradedAssignment> Assignments { get; init; } = [];

    /// <summary>Whether the groups are weighted (<c>apply_assignment_group_weights</c>); else points are added up.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>The grading periods in their order; empty for none.</summary>
    public IReadOnlyList<GradedPeriod> Periods { get; init; } = [];

    /// <summary>Whether the course's score is made of the scores of the periods by their weights; else of all work.</summary>
    public bool HasWeightedPeriods { get; init; }

    /// <summary>The letters; null for a course without letters.</summary>
    public GradingScheme? Scheme { get; init; }
}

/// <summary>An assignment group.</summary>
/// <param name="Id">The id of the group.</param>
/// <param name="Weight">The percent of the course's score; of meaning in weighted courses only. Negative counts as 0; sums may differ from 100.</param>
/// <param name="DropLowest">How many of the lowest are dropped; 0 or less for none.</param>
/// <param name="DropHighest">How many of the highest are dropped; 0 or less for none.</param>
public sealed record GradedGroup(long Id, double Weight = 0, int DropLowest = 0, int DropHighest = 0)
{
    /// <summary>The assignments of the group that are never dropped. One that has moved to another group is not protected there.</summary>
    public IReadOnlyCollection<long> NeverDrop { get; init; } = [];
}

/// <summary>An assignment.</summary>
/// <param name="Id">The id; of equal work the lower id is kept.</param>
/// <param name="GroupId">The group.</param>
/// <param name="PointsPossible">The points that can be had; null, negative and NaN count as 0.</param>
public sealed record GradedAssignment(long Id, long GroupId, double? PointsPossible)
{
    /// <summary>The grading type, in Canvas's words; <c>not_graded</c> does not count.</summary>
    public string GradingType { get; init; } = GradingTypes.Points;

    /// <summary>Whether it is published; unpublished work does not count.</summary>
    public bool IsPublished { get; init; } = true;

    /// <summary>Whether totals leave it out (<c>omit_from_final_grade</c>).</summary>
    public bool OmitFromFinalGrade { get; init; }

    /// <summary>
    /// Whether it is graded anonymously and some student's grade is not posted yet. It then counts for no student, not even in unposted
    /// totals.
    /// </summary>
    public bool IsAnonymousUnposted { get; init; }

    /// <summary>The grading period of its due date, for students without a submission of their own; null for none.</summary>
    public long? GradingPeriodId { get; init; }
}

/// <summary>A grading period.</summary>
/// <param name="Id">The id of the period.</param>
/// <param name="Weight">The percent of the course's score where periods are weighted; null and negative count as 0.</param>
public sealed record GradedPeriod(long Id, double? Weight = null);
