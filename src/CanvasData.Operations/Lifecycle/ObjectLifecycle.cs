using System.Linq.Expressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Lifecycle;

/// <summary>
/// The state machine of Layer 0: which action leads from which state to which. The sync and <see cref="ILifecycleManager"/>
/// both follow it. An action on an object that is already in its target state changes nothing.
/// </summary>
public static class ObjectLifecycle
{
    /// <summary>The state after an action.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="action">The action.</param>
    /// <param name="isMissing">Whether Canvas no longer has the object.</param>
    /// <param name="hasDependencies">Whether history or data of the portal depend on it.</param>
    /// <returns>The state, which may be the same; null when the state does not permit the action.</returns>
    public static ObjectState? Next(ObjectState state, LifecycleAction action, bool isMissing = false, bool hasDependencies = false) => (action, state) switch
    {
        (LifecycleAction.Track, _) => ObjectState.Active,
        (_, ObjectState.Untracked) => null,
        (LifecycleAction.MarkMissing, ObjectState.Active) => hasDependencies ? ObjectState.PendingDeletion : ObjectState.Inactive,
        (LifecycleAction.MarkMissing, _) => state,
        (LifecycleAction.DeletePermanently, ObjectState.DeletionApproved or ObjectState.Deleted) => ObjectState.Deleted,
        (LifecycleAction.DeletePermanently, _) or (_, ObjectState.Deleted) => null,
        (LifecycleAction.Reactivate, _) => ObjectState.Active,
        (LifecycleAction.MarkForDeletion, not ObjectState.DeletionApproved) => ObjectState.PendingDeletion,
        (LifecycleAction.ApproveDeletion, ObjectState.PendingDeletion or ObjectState.DeletionApproved) => ObjectState.DeletionApproved,
        (LifecycleAction.CancelDeletion, ObjectState.PendingDeletion or ObjectState.DeletionApproved) => isMissing ? ObjectState.Inactive : ObjectState.Active,
        (LifecycleAction.CancelDeletion, ObjectState.Active or ObjectState.Inactive) => state,
        (LifecycleAction.KeepInactive, not ObjectState.Active) => ObjectState.KeptInactive,
        (LifecycleAction.Archive, not ObjectState.Active) => ObjectState.Archived,
        _ => null,
    };

    /// <summary>The actions that a state permits and that change it, for the buttons of a screen.</summary>
    /// <param name="state">The state.</param>
    public static IReadOnlyList<LifecycleAction> PermittedActions(ObjectState state) =>
        [.. Enum.GetValues<LifecycleAction>().Where(action => Next(state, action) is { } next && next != state)];

    /// <summary>The state that a row of Layer 0 holds.</summary>
    /// <param name="row">The row; null for an object that is not tracked.</param>
    public static ObjectState StateOf(CanvasLifecycleRow? row) => row switch
    {
        null => ObjectState.Untracked,
        { Decision: LifecycleDecisions.Deleted } => ObjectState.Deleted,
        { Decision: LifecycleDecisions.DeletionApproved } => ObjectState.DeletionApproved,
        { Decision: LifecycleDecisions.Archived } => ObjectState.Archived,
        { Decision: LifecycleDecisions.KeepInactive } => ObjectState.KeptInactive,
        { PendingDeletion: true } => ObjectState.PendingDeletion,
        { Active: true } => ObjectState.Active,
        _ => ObjectState.Inactive,
    };

    /// <summary>The columns of a state.</summary>
    internal static (bool Active, bool PendingDeletion, string? Decision) ColumnsOf(ObjectState state) => state switch
    {
        ObjectState.Active => (true, false, null),
        ObjectState.PendingDeletion => (true, true, null),
        ObjectState.KeptInactive => (false, false, LifecycleDecisions.KeepInactive),
        ObjectState.Archived => (false, false, LifecycleDecisions.Archived),
        ObjectState.DeletionApproved => (false, false, LifecycleDecisions.DeletionApproved),
        ObjectState.Deleted => (false, false, LifecycleDecisions.Deleted),
        _ => (false, false, null),
    };

    /// <summary>The rows in one of these states. A host may store truth values as it likes: a column of them is compared.</summary>
    internal static Expression<Func<TRow, bool>> IsIn<TRow>(IReadOnlyCollection<ObjectState> states) where TRow : CanvasLifecycleRow
    {
        string[] decisions = [.. states.Select(state => ColumnsOf(state).Decision).OfType<string>()];
        var (active, pending, inactive) = (states.Contains(ObjectState.Active), states.Contains(ObjectState.PendingDeletion), states.Contains(ObjectState.Inactive));
        return row =>
            (row.Decision != null && EF.Constant(decisions).Contains(row.Decision)) ||
            (row.Decision == null && ((pending && row.PendingDeletion == true) || (row.PendingDeletion == false && ((active && row.Active == true) || (inactive && row.Active == false)))));
    }

    /// <summary>Puts the rows of a statement into a state in which they are not.</summary>
    internal static void Set<TRow>(UpdateSettersBuilder<TRow> set, ObjectState state, DateTime now, string? by) where TRow : CanvasLifecycleRow
    {
        var (active, pending, decision) = ColumnsOf(state);
        set.SetProperty(row => row.Active, active).SetProperty(row => row.PendingDeletion, pending).SetProperty(row => row.Decision, decision)
            .SetProperty(row => row.StateChangedAt, now).SetProperty(row => row.StateChangedBy, by).SetProperty(row => row.UpdatedAt, now);
    }

    /// <summary>Puts a row into a state.</summary>
    internal static void Set(CanvasLifecycleRow row, ObjectState state, DateTime now)
    {
        if (StateOf(row) != state)
        {
            (row.StateChangedAt, row.StateChangedBy) = (now, null);
        }

        (row.Active, row.PendingDeletion, row.Decision) = ColumnsOf(state);
        row.UpdatedAt = now;
    }
}
