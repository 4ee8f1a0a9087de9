namespace CanvasData.Operations.Model;

/// <summary>A record of Canvas that could not be stored, with the reason. It goes away when the same record becomes good.</summary>
public class CanvasQuarantinedRecord
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The course that was synced.</summary>
    public long CourseId { get; set; }

    /// <summary>The kind of record, for example submission.</summary>
    public string Entity { get; set; } = "";

    /// <summary>The Canvas id; null when that could not be read.</summary>
    public long? CanvasId { get; set; }

    /// <summary>The field that was bad; empty for the whole record.</summary>
    public string Field { get; set; } = "";

    /// <summary>The reason: what was expected and what was found.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The readable part of the record as JSON; null when there is none, or none that JSON can hold. Holds personal data.</summary>
    public string? Payload { get; set; }

    /// <summary>When it was first rejected.</summary>
    public DateTime FirstSeenAt { get; set; }

    /// <summary>When its payload or reason last changed.</summary>
    public DateTime LastSeenAt { get; set; }
}
