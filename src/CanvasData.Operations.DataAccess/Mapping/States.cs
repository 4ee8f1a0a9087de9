namespace CanvasData.Operations.DataAccess;

/// <summary>The states of records that decide what is listed.</summary>
internal static class States
{
    /// <summary>The column of the state.</summary>
    public const string Column = "workflow_state";

    public const string Deleted = "deleted";
    public const string Published = "published";

    public static bool IsEnrolled(string? state) => state is not (Deleted or "rejected");
}
