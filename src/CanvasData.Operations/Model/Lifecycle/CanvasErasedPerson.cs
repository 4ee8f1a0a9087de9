namespace CanvasData.Operations.Model;

/// <summary>
/// An account of a person whose data was erased. A sync leaves out what Canvas still lists about it. The id alone is kept, because the
/// person could not be recognized without it.
/// </summary>
public class CanvasErasedPerson
{
    /// <summary>The Canvas user id of the account.</summary>
    public long UserId { get; set; }

    /// <summary>The erasure; accounts of one person that were merged have the same.</summary>
    public Guid ErasureId { get; set; }

    /// <summary>When it was erased.</summary>
    public DateTime ErasedAt { get; set; }

    /// <summary>The person or case that asked for it, in words of the host; null when none was given.</summary>
    public string? RequestedBy { get; set; }
}
