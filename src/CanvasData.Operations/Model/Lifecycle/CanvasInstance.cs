namespace CanvasData.Operations.Model;

/// <summary>The one Canvas that these tables hold, and the version of the model that wrote them. One row.</summary>
public class CanvasInstance
{
    /// <summary>The key, always 1: the table has one row.</summary>
    public int Id { get; set; }

    /// <summary>The scheme and host of the Canvas.</summary>
    public string Address { get; set; } = "";

    /// <summary>The version of the model; see CanvasSchema.Version.</summary>
    public int SchemaVersion { get; set; }

    /// <summary>When the first sync claimed these tables.</summary>
    public DateTime RegisteredAt { get; set; }
}
