namespace CanvasData.Operations.Model;

/// <summary>The values of the Change column of history rows.</summary>
public static class HistoryChange
{
    /// <summary>A value changed.</summary>
    public const string Changed = "changed";

    /// <summary>A complete listing of Canvas no longer holds the row.</summary>
    public const string Removed = "removed";

    /// <summary>The row is in Canvas again.</summary>
    public const string Returned = "returned";
}
