namespace CanvasData.Operations.Model;

/// <summary>The values of <see cref="CanvasLifecycleRow.Decision"/>.</summary>
public static class LifecycleDecisions
{
    /// <summary>The object stays as it is; no clean-up proposes it again.</summary>
    public const string KeepInactive = "keep_inactive";

    /// <summary>The object is archived.</summary>
    public const string Archived = "archived";

    /// <summary>The deletion was approved; the rows are still there.</summary>
    public const string DeletionApproved = "deletion_approved";

    /// <summary>The rows of Layers 1 and 3 were deleted.</summary>
    public const string Deleted = "deleted";
}
