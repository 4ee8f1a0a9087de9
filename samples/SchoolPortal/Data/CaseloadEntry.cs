namespace CanvasData.Operations.SchoolPortal.Data;

/// <summary>A student whom an adviser looks after.</summary>
internal sealed class CaseloadEntry
{
    /// <summary>The account of the adviser in the portal.</summary>
    public required string AdviserId { get; init; }

    /// <summary>The Canvas user id.</summary>
    public required long StudentId { get; init; }
}
