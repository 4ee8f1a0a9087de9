using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Lifecycle;

/// <summary>
/// Decides what happens to objects that Canvas no longer has: a review, an approval, a decision to keep or archive, and
/// the deletion itself. <see cref="ObjectLifecycle"/> holds the rules.
/// </summary>
/// <remarks>
/// <para>Each call is one unit of work: it joins the transaction that is open on the request's context, or has its own. All
/// of its objects change or none. An object that is already in the target state counts as unchanged, so that a call may
/// be repeated. The calls check no rights: make them for administrators only.</para>
/// <para>Object types are constants of <see cref="CanvasObjectTypes"/>; ids are Canvas ids, as many as a call needs.</para>
/// </remarks>
public interface ILifecycleManager
{
    /// <summary>Tracks stored objects that have no status yet, and makes those active again that had one.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>The number of objects that changed.</returns>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    /// <exception cref="ObjectNotFoundException">An object is not stored.</exception>
    Task<LifecycleChange> TrackAsync(string objectType, IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);

    /// <summary>
    /// Marks objects that Canvas no longer has. Those on which history or data of the portal depend wait for a decision; the
    /// others become inactive. A sync does this by itself.
    /// </summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects; 100,000 take a few statements.</param>
    /// <param name="reason">Why they are gone; null for a general text.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <inheritdoc cref="TrackAsync" path="/returns|/exception"/>
    Task<LifecycleChange> MarkMissingAsync(string objectType, IReadOnlyCollection<long> ids, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Proposes the deletion of objects, which then wait for a decision.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="reason">Why; null keeps the reason that is stored.</param>
    /// <param name="by">Who proposes it: a name or key of the portal; null when unknown.</param>
    /// <param name="requireApproval">False approves the deletion at once.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <inheritdoc cref="ApproveDeletionAsync" path="/returns|/exception"/>
    Task<LifecycleChange> MarkForDeletionAsync(
        string objectType, IReadOnlyCollection<long> ids, string? reason = null, string? by = null, bool requireApproval = true, CancellationToken cancellationToken = default);

    /// <summary>Approves the deletion of objects that wait for it. Their rows stay until <see cref="DeletePermanentlyAsync"/>.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="by">Who decided: a name or key of the portal; null when unknown.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>The number of objects that changed.</returns>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    /// <exception cref="ObjectNotFoundException">An object is not tracked.</exception>
    /// <exception cref="InvalidStateException">The state of an object does not permit it.</exception>
    Task<LifecycleChange> ApproveDeletionAsync(string objectType, IReadOnlyCollection<long> ids, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Takes a proposed or approved deletion back: objects that Canvas has become active, the others inactive.</summary>
    /// <inheritdoc cref="ApproveDeletionAsync"/>
    Task<LifecycleChange> CancelDeletionAsync(string objectType, IReadOnlyCollection<long> ids, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Keeps objects as they are though Canvas no longer has them. No clean-up proposes them again.</summary>
    /// <inheritdoc cref="ApproveDeletionAsync"/>
    Task<LifecycleChange> KeepInactiveAsync(string objectType, IReadOnlyCollection<long> ids, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Archives objects: they stay stored, and count as inactive.</summary>
    /// <inheritdoc cref="ApproveDeletionAsync"/>
    Task<LifecycleChange> ArchiveAsync(string objectType, IReadOnlyCollection<long> ids, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>Makes objects active by hand. The next sync of their course checks it.</summary>
    /// <inheritdoc cref="ApproveDeletionAsync"/>
    Task<LifecycleChange> ReactivateAsync(string objectType, IReadOnlyCollection<long> ids, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes the rows of Layers 1 and 3 of objects whose deletion was approved, exactly those that
    /// <see cref="IDependencyTracker.AnalyzeDeletionAsync"/> counts. The next sync of their courses is a full one: an object
    /// that Canvas still has comes back.
    /// </summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="includeHistory">Whether their history (Layer 2) is deleted too.</param>
    /// <param name="by">Who decided: a name or key of the portal; null when unknown.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>The rows that were deleted and kept.</returns>
    /// <inheritdoc cref="ApproveDeletionAsync" path="/exception"/>
    Task<DeletionImpact> DeletePermanentlyAsync(
        string objectType, IReadOnlyCollection<long> ids, bool includeHistory = false, string? by = null, CancellationToken cancellationToken = default);

    /// <summary>The states of objects; <see cref="ObjectState.Untracked"/> for those that have none.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<IReadOnlyDictionary<long, ObjectState>> GetStatesAsync(string objectType, IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default);

    /// <summary>The objects that wait for a decision, with what an approval screen shows of each; the latest first.</summary>
    /// <param name="request">Which of them, and which page; null for the first page of all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<DeletionReviewPage> GetPendingDeletionsAsync(DeletionReviewRequest? request = null, CancellationToken cancellationToken = default);
}

/// <summary>The number of objects that a call changed.</summary>
/// <param name="Changed">The objects whose state changed.</param>
/// <param name="Unchanged">The objects that were in the target state already.</param>
public sealed record LifecycleChange(int Changed, int Unchanged);
