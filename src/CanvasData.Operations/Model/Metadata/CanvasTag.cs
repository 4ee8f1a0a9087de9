namespace CanvasData.Operations.Model;

/// <summary>A tag. Unique by its normalised name.</summary>
public class CanvasTag
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The tag as shown: the spelling in which it was first given; at most 100 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name in lower case and Unicode form NFC, without spaces around it and with single spaces inside; unique. SaveChanges sets it.</summary>
    public string NormalizedName { get; set; } = "";

    /// <summary>When it was created; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }
}
