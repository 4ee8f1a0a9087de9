namespace CanvasData.Operations.Grading;

/// <summary>Whether a target can be reached with the work that is still open.</summary>
public enum RequiredScoreStatus
{
    /// <summary>The target is reached even with nothing on all open work.</summary>
    Secured,

    /// <summary>The target is reached with the required percent on all open work.</summary>
    Reachable,

    /// <summary>The target is out of reach: no equal percent from 0 to 100 on the open work brings it.</summary>
    NotReachable,
}

/// <summary>The score that a student needs on the open work to reach a target.</summary>
public sealed record RequiredScore
{
    /// <summary>Whether the target can be reached.</summary>
    public required RequiredScoreStatus Status { get; init; }

    /// <summary>The smallest percent, in hundredths, that the same on every piece of open work reaches the target; 0 when it is secured, null when it cannot be reached.</summary>
    public required decimal? Percent { get; init; }

    /// <summary>The best total that an equal percent from 0 to 100 on the open work gives; null when there is none.</summary>
    public required decimal? BestTotal { get; init; }

    /// <summary>The total with nothing on all open work; null when there is none.</summary>
    public required decimal? TotalWithNothing { get; init; }

    /// <summary>The open work that was looked at, in the order of the ids.</summary>
    public required IReadOnlyList<long> OpenAssignments { get; init; }
}
