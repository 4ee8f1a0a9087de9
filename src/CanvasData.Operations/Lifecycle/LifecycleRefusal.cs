using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Lifecycle;

/// <summary>The errors of actions that are not possible.</summary>
internal static class LifecycleRefusal
{
    /// <summary>How many objects an error names.</summary>
    public const int Shown = 10;

    public static ObjectNotFoundException Unknown(string objectType, IReadOnlyList<long> ids) =>
        new(objectType, ids, $"Sync its course, or track it with {nameof(ILifecycleManager)}.{nameof(ILifecycleManager.TrackAsync)} when it is stored.");

    public static InvalidStateException Of(LifecycleStep step, IReadOnlyList<(long Id, ObjectState State)> refused)
    {
        var objects = string.Join(", ", refused.Take(Shown).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Id} is {row.State}")));
        return new InvalidStateException(
            $"{step.Action} is not possible: {step.ObjectType} {objects}{(refused.Count > Shown ? ", and others" : "")}. Nothing was written.",
            Cure(step.Action, refused[0].State));
    }

    public static void Check(string objectType, IReadOnlyCollection<long> ids, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Check(objectType);
        SignatureText.Check(by, nameof(by), "Give the name or key of the person who decided.");
    }

    public static void Check(string objectType)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        if (!CanvasObjectTypes.All.Contains(objectType))
        {
            throw new InvalidArgumentException(
                nameof(objectType), "It is no kind of object that is tracked.", $"Give a constant of {nameof(CanvasObjectTypes)}: {string.Join(", ", CanvasObjectTypes.All)}.");
        }
    }

    private static string Cure(LifecycleAction action, ObjectState state) => (action, state) switch
    {
        (_, ObjectState.Deleted) => "Its rows were deleted permanently. A sync that finds it in Canvas stores it again and makes it active.",
        (LifecycleAction.MarkForDeletion, ObjectState.DeletionApproved) =>
            $"Its deletion is approved already: call {nameof(ILifecycleManager.DeletePermanentlyAsync)}, or take the approval back with {nameof(ILifecycleManager.CancelDeletionAsync)}.",
        (LifecycleAction.ApproveDeletion, _) => $"Propose its deletion first with {nameof(ILifecycleManager.MarkForDeletionAsync)}.",
        (LifecycleAction.DeletePermanently, ObjectState.PendingDeletion) => $"Approve its deletion first with {nameof(ILifecycleManager.ApproveDeletionAsync)}.",
        (LifecycleAction.DeletePermanently, _) => $"Propose its deletion first with {nameof(ILifecycleManager.MarkForDeletionAsync)}, then approve it with {nameof(ILifecycleManager.ApproveDeletionAsync)}.",
        (LifecycleAction.CancelDeletion, _) => "No deletion of it is proposed or approved.",
        _ => $"Canvas has it. Only an object that Canvas lacks or that is proposed for deletion can be kept or archived: call {nameof(ILifecycleManager.MarkForDeletionAsync)} first.",
    };
}
