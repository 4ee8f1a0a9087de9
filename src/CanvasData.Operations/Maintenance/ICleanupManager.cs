using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// Deletes and archives tracked objects by the rules of <see cref="CleanupOptions"/>: what was approved, what nothing depends on, and what
/// stays inactive. It also finds pending deletions to remind of.
/// </summary>
/// <remarks>
/// <para>An object with history, work or data of the portal is deleted only after the approval of its deletion
/// (<see cref="Lifecycle.ILifecycleManager"/>). History is never deleted here.</para>
/// <para>A run works in batches, each of which is written whole or not at all. It joins the transaction that is open on the request's
/// context, which then holds all batches. The calls check no rights: make them for administrators only.</para>
/// </remarks>
public interface ICleanupManager
{
    /// <summary>Lists the objects that a run would delete, archive or remind of now.</summary>
    /// <param name="request">Which of them, and which page; null for the first page of all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<CleanupPage> GetCandidatesAsync(CleanupCandidateRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>Counts what a run would do now, and changes nothing.</summary>
    /// <param name="request">Which rules; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The report that the run would return.</returns>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<CleanupReport> PreviewAsync(CleanupRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs the clean-up. An object that Canvas has again meanwhile is left alone. A run that was broken off is continued by the next.
    /// </summary>
    /// <param name="request">Which rules, and who runs it; null for all rules.</param>
    /// <param name="progress">Receives the report so far after each batch; may be null.</param>
    /// <param name="cancellationToken">Ends the run; the batches before stay.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<CleanupReport> RunAsync(CleanupRequest? request = null, IProgress<CleanupReport>? progress = null, CancellationToken cancellationToken = default);
}
