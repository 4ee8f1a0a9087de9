namespace CanvasData.Operations.Model;

/// <summary>A tag. Unique by its normalised name.</summary>
public sealed class CanvasTag
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The tag as shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>Lower case, trimmed; unique.</summary>
    public string NormalizedName { get; set; } = "";

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; set; }
}
