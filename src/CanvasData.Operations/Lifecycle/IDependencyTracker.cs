using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Lifecycle;

/// <summary>Shows what depends on objects of Canvas, over all layers.</summary>
public interface IDependencyTracker
{
    /// <summary>Counts what <see cref="ILifecycleManager.DeletePermanentlyAsync"/> would delete, and what it would keep. Writes nothing.</summary>
    /// <param name="objectType">The kind of object, a constant of <see cref="CanvasObjectTypes"/>.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="includeHistory">Whether their history (Layer 2) is to be deleted too.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<DeletionImpact> AnalyzeDeletionAsync(string objectType, IReadOnlyCollection<long> ids, bool includeHistory = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Updates the flags of Layer 0: whether data of the portal (<c>UserDataExists</c>) and history
    /// (<c>HistoricalDataExists</c>) depend on an object.
    /// </summary>
    /// <param name="objectType">The kind of object, a constant of <see cref="CanvasObjectTypes"/>.</param>
    /// <param name="ids">The objects; null for all of the kind.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>The number of statuses that changed.</returns>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    Task<int> UpdateFlagsAsync(string objectType, IReadOnlyCollection<long>? ids = null, CancellationToken cancellationToken = default);

    /// <summary>Gets a graph of what depends on one object: a node for the object, and one for each table with rows that depend on it.</summary>
    /// <param name="objectType">The kind of object, a constant of <see cref="CanvasObjectTypes"/>.</param>
    /// <param name="id">The object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidArgumentException">An argument is not valid.</exception>
    /// <exception cref="ObjectNotFoundException">The object is neither stored nor tracked.</exception>
    Task<DependencyGraph> GetDependencyGraphAsync(string objectType, long id, CancellationToken cancellationToken = default);
}
