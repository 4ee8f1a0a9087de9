namespace CanvasData.Operations.Model;

/// <summary>A repair of what an integrity check found, with what was stored before.</summary>
public class CanvasIntegrityRepair
{
    /// <summary>The repair.</summary>
    public Guid Id { get; set; }

    /// <summary>The name of the check.</summary>
    public string Check { get; set; } = "";

    /// <summary>When it was made.</summary>
    public DateTime RepairedAt { get; set; }

    /// <summary>The name or key of who made it; null when unknown.</summary>
    public string? RepairedBy { get; set; }

    /// <summary>The number of problems that it concerned.</summary>
    public int Rows { get; set; }

    /// <summary>The state that was stored before, as JSON: ids, hashes and moments.</summary>
    public string Before { get; set; } = "";

    /// <summary>When it was undone; null when it was not.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>The name or key of who undid it; null when unknown.</summary>
    public string? UndoneBy { get; set; }
}
