namespace CanvasData.Operations.Analytics;

/// <summary>A student of a finished offering at a moment of it, with the outcome: a row for training.</summary>
public readonly record struct OfferingSnapshot
{
    /// <summary>The offering: a Canvas course id.</summary>
    public required long OfferingId { get; init; }

    /// <summary>The key that the offerings of one course have in common; null when unknown.</summary>
    public string? CourseKey { get; init; }

    /// <summary>When the offering ended, UTC; null when unknown. Offerings that ended within 60 days of each other are of one term; those without an end follow in the order of their ids, each by itself.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>How the offering was assessed; null when unknown.</summary>
    public AssessmentPlan? Plan { get; init; }

    /// <summary>The student.</summary>
    public required long StudentId { get; init; }

    /// <summary>The nominal share of the course that was known: 0.25, 0.5 or 0.75.</summary>
    public required double Cut { get; init; }

    /// <summary>The standing of the student at the moment.</summary>
    public required StudentStanding Standing { get; init; }

    /// <summary>The final percentage, never submitted work as 0.</summary>
    public required double Final { get; init; }

    /// <summary>Whether the student stayed to the end. Grades are trained only on those who did.</summary>
    public required bool Completed { get; init; }

    /// <summary>
    /// Whether the course was failed, where that is known otherwise than by the final percentage, for example by an exam; null when
    /// unknown.
    /// </summary>
    public bool? Failed { get; init; }

    /// <summary>The rate that the rest of the course was earned at, percent, 0 to 110: what models predict.</summary>
    public double FutureRate => Math.Clamp((Final - Standing.Earned) / Math.Max(Standing.RemainingWeight, 0.05), 0, 110);
}
