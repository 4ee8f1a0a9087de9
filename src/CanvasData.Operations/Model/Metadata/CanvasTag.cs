namespace CanvasData.Operations.Model;

/// <summary>A tag. Unique by its normalised name.</summary>
public class CanvasTag
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The tag as shown; at least one letter.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name in lower case, trimmed; unique. SaveChanges sets it.</summary>
    public string NormalizedName { get; set; } = "";

    /// <summary>When it was made; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }
}
