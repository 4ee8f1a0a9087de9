namespace CanvasData.Operations.Model;

/// <summary>An earlier text of a note. Written when the note is edited; never changed, and gone with its note.</summary>
public class CanvasNoteRevision
{
    /// <summary>The note.</summary>
    public long NoteId { get; set; }

    /// <summary>The version of the note that held this text.</summary>
    public int Version { get; set; }

    /// <summary>The category then.</summary>
    public string Category { get; set; } = "";

    /// <summary>The visibility then.</summary>
    public string Visibility { get; set; } = "";

    /// <summary>The text then.</summary>
    public string Text { get; set; } = "";

    /// <summary>When this text was written.</summary>
    public DateTime WrittenAt { get; set; }

    /// <summary>When the next text replaced it.</summary>
    public DateTime ReplacedAt { get; set; }

    /// <summary>The Canvas user id of the one who replaced it; null when unknown, or not in Canvas.</summary>
    public long? ReplacedByUserId { get; set; }

    /// <summary>The name or key in the portal of the one who replaced it; null for none. At most 200 characters.</summary>
    public string? ReplacedByName { get; set; }
}
