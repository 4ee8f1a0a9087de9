namespace CanvasData.Operations.Lifecycle;

/// <summary>The states of an object's life.</summary>
public enum ObjectState
{
    /// <summary>The object has no status.</summary>
    Untracked,

    /// <summary>The object exists in Canvas.</summary>
    Active,

    /// <summary>The object waits for a decision: it vanished though something depends on it, or it was marked for deletion.</summary>
    PendingDeletion,

    /// <summary>The object no longer exists in Canvas. Nothing depended on it, or its deletion was canceled.</summary>
    Inactive,

    /// <summary>The object is kept by decision, though Canvas no longer has it.</summary>
    KeptInactive,

    /// <summary>The object is archived.</summary>
    Archived,

    /// <summary>The deletion of the object was approved; its rows are still there.</summary>
    DeletionApproved,

    /// <summary>The rows of the object in Layers 1 and 3 were deleted. Its history is kept unless that was deleted too.</summary>
    Deleted,
}

/// <summary>The actions that change the state of an object.</summary>
public enum LifecycleAction
{
    /// <summary>Tracks an object that Canvas has, for the first time or again.</summary>
    Track,

    /// <summary>Marks an object that Canvas no longer has.</summary>
    MarkMissing,

    /// <summary>Proposes its deletion.</summary>
    MarkForDeletion,

    /// <summary>Approves its deletion.</summary>
    ApproveDeletion,

    /// <summary>Takes a proposed or approved deletion back.</summary>
    CancelDeletion,

    /// <summary>Keeps it as it is, for good.</summary>
    KeepInactive,

    /// <summary>Archives it.</summary>
    Archive,

    /// <summary>Deletes its rows.</summary>
    DeletePermanently,

    /// <summary>Makes it active by hand.</summary>
    Reactivate,
}
