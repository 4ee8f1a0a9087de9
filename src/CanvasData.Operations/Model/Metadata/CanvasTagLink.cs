namespace CanvasData.Operations.Model;

/// <summary>A tag on a student or another object.</summary>
public class CanvasTagLink
{
    /// <summary>The tag.</summary>
    public long TagId { get; set; }

    /// <summary>The type of the target, one of <see cref="CanvasTargetTypes"/>; SaveChanges refuses any other.</summary>
    public string TargetType { get; set; } = "";

    /// <summary>The Canvas id of the target.</summary>
    public long TargetId { get; set; }

    /// <summary>When it was put there; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }
}
