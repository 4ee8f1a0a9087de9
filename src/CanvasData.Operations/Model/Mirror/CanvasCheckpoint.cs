namespace CanvasData.Operations.Model;

/// <summary>
/// A part of an assignment with points and dates of its own: the first post or the replies of a discussion. Canvas
/// shows no id of it: <see cref="CanvasRow.Id"/> is made of the assignment and the tag.
/// </summary>
public class CanvasCheckpoint : CanvasCourseRow
{
    /// <summary>The assignment; its points are the sum of those of its checkpoints.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The checkpoint: reply_to_topic or reply_to_entry; other values may occur.</summary>
    public string? Tag { get; set; }

    /// <summary>The title.</summary>
    public string? Name { get; set; }

    /// <summary>The points.</summary>
    public double? PointsPossible { get; set; }

    /// <summary>When it is due for everyone without an override.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>When it opens.</summary>
    public DateTime? UnlockAt { get; set; }

    /// <summary>When it closes.</summary>
    public DateTime? LockAt { get; set; }

    /// <summary>Whether only those with an override have it.</summary>
    public bool? OnlyVisibleToOverrides { get; set; }
}
