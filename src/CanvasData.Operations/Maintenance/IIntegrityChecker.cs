using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// Checks that the layers agree: orphans, duplicates, rows that were changed behind the library's back, and breaks in the
/// history. Repairs of some findings can be previewed and undone.
/// </summary>
/// <remarks>
/// <para>A check reads in the database and holds few rows in memory, however large the tables are. The calls check no rights: make them
/// for administrators only.</para>
/// <para>A repair is one unit of work: it joins the transaction that is open on the request's context, or has its own. History is never
/// changed.</para>
/// </remarks>
public interface IIntegrityChecker
{
    /// <summary>The list of checks.</summary>
    IReadOnlyList<IntegrityCheck> Checks { get; }

    /// <summary>Runs checks.</summary>
    /// <param name="request">Which checks; null for all that need no request to Canvas.</param>
    /// <param name="cancellationToken">Ends the run; nothing is stored.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<IntegrityReport> CheckAsync(IntegrityRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>Counts what a repair would concern, and changes nothing.</summary>
    /// <param name="check">The name of the check.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The repair, without an id.</returns>
    /// <exception cref="InvalidArgumentException">There is no such check, or no repair for it.</exception>
    Task<IntegrityRepair> PreviewRepairAsync(string check, CancellationToken cancellationToken = default);

    /// <summary>Changes what a check finds now, and stores what was before. A repair of more than 10,000 problems takes several calls.</summary>
    /// <param name="check">The name of the check.</param>
    /// <param name="by">The name or key of who repairs it; null when unknown.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>The repair; without an id when there was nothing to repair.</returns>
    /// <exception cref="InvalidArgumentException">There is no such check, or no repair for it.</exception>
    Task<IntegrityRepair> RepairAsync(string check, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Restores what was stored before a repair. What changed since the repair is left as it is.</summary>
    /// <param name="repairId">The repair.</param>
    /// <param name="by">The name or key of who undoes it; null when unknown.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="InvalidArgumentException">There is no such repair.</exception>
    /// <exception cref="InvalidStateException">The repair is undone already.</exception>
    Task<IntegrityRepair> UndoRepairAsync(Guid repairId, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Lists the repairs, the latest first.</summary>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Repairs a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<IntegrityRepair>> ListRepairsAsync(int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Lists the stored results of checks, the latest first: the quality of the data over time.</summary>
    /// <param name="check">The name of a check; null for all.</param>
    /// <param name="from">The first moment, included; null for no bound.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Results a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<QualityMetric>> ListMetricsAsync(string? check = null, DateTimeOffset? from = null, int page = 1, int pageSize = 100, CancellationToken cancellationToken = default);
}
