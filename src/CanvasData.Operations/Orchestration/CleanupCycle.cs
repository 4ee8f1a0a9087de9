using CanvasData.Operations.Maintenance;

namespace CanvasData.Operations.Orchestration;

/// <summary>A request for a cycle of maintenance.</summary>
public sealed record CleanupCycleRequest
{
    /// <summary>The rules of the clean-up, and who runs it; null for all rules.</summary>
    public CleanupRequest? Cleanup { get; init; }

    /// <summary>Whether the integrity check asks Canvas too, which costs requests.</summary>
    public bool AgainstCanvas { get; init; }

    /// <summary>Whether only to count what the cycle would do, and to change and store nothing.</summary>
    public bool IsPreview { get; init; }
}

/// <summary>The report of a cycle of maintenance.</summary>
/// <param name="Cleanup">The report of the clean-up, with the history that was archived.</param>
/// <param name="Integrity">The results of the checks, which ran after the clean-up.</param>
public sealed record CleanupCycleReport(CleanupReport Cleanup, IntegrityReport Integrity);
