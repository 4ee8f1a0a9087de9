namespace CanvasData.Operations.Model;

/// <summary>A value of a field of the portal's own, on an object of Canvas. Never touched by a sync.</summary>
public class CanvasCustomFieldValue : IVersionedRow
{
    /// <summary>The type of the target, one of <see cref="CanvasTargetTypes"/>; SaveChanges refuses any other.</summary>
    public string TargetType { get; set; } = "";

    /// <summary>The Canvas id of the object.</summary>
    public long TargetId { get; set; }

    /// <summary>The name of the field, as the host's options declare it. At most 100 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value in invariant form. At most 400 characters.</summary>
    public string Value { get; set; } = "";

    /// <summary>When it was made; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it last changed; SaveChanges sets it.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises with each change, and guards against lost updates; SaveChanges sets it.</summary>
    public int Version { get; set; }
}
