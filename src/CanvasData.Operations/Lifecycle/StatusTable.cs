using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>An action on objects of one kind.</summary>
/// <param name="Action">The action.</param>
/// <param name="ObjectType">The kind of object.</param>
/// <param name="Ids">The objects, each once.</param>
/// <param name="Now">The moment that the rows carry.</param>
/// <param name="By">Who acts; null when unknown.</param>
/// <param name="Reason">Why; null for the reason that is stored.</param>
internal sealed record LifecycleStep(LifecycleAction Action, string ObjectType, long[] Ids, DateTime Now, string? By = null, string? Reason = null);

/// <summary>The statuses of one kind of object, which change in one statement for each target state.</summary>
internal abstract class StatusTable
{
    /// <summary>The statuses of a kind of object.</summary>
    public static StatusTable Of(DbContext database, string objectType) => objectType == CanvasObjectTypes.Enrollment
        ? new StatusRows<CanvasEnrollmentStatus>(database, ids => database.Rows<CanvasEnrollmentStatus>().Where(row => EF.Parameter(ids).Contains(row.EnrollmentId)), row => row.EnrollmentId)
        : new StatusRows<CanvasObjectStatus>(
            database, ids => database.Rows<CanvasObjectStatus>().Where(row => row.ObjectType == objectType && EF.Parameter(ids).Contains(row.ObjectId)), row => row.ObjectId);

    /// <summary>Moves objects as <see cref="ObjectLifecycle"/> says, or throws.</summary>
    public abstract Task<LifecycleChange> MoveAsync(LifecycleStep step, CancellationToken cancellationToken);

    /// <summary>Marks objects missing, with what depends on them.</summary>
    public abstract Task<LifecycleChange> MarkMissingAsync(LifecycleStep step, HashSet<long> withUserData, HashSet<long> withHistory, CancellationToken cancellationToken);

    /// <summary>Moves those of the objects that are in one state to another, and leaves the others alone.</summary>
    /// <returns>How many moved.</returns>
    public abstract Task<int> MoveFromAsync(long[] ids, ObjectState from, ObjectState target, DateTime now, string? by, CancellationToken cancellationToken);

    /// <summary>Notes when the objects that wait for a decision were reminded of.</summary>
    /// <returns>How many wait.</returns>
    public abstract Task<int> RemindAsync(long[] ids, DateTime now, CancellationToken cancellationToken);

    /// <summary>Throws unless every object is tracked and its state permits the action. Objects that the action has moved already pass.</summary>
    public abstract Task CheckAsync(LifecycleStep step, CancellationToken cancellationToken);

    /// <summary>Stores what depends on objects.</summary>
    /// <returns>How many statuses changed.</returns>
    public abstract Task<int> SetFlagsAsync(long[] ids, HashSet<long> withUserData, HashSet<long> withHistory, DateTime now, CancellationToken cancellationToken);

    /// <summary>The tracked ones of these objects, and their states.</summary>
    public abstract Task<Dictionary<long, ObjectState>> StatesAsync(long[] ids, CancellationToken cancellationToken);
}
