namespace CanvasData.Operations.Model;

/// <summary>The portal's own data about an assignment. Never touched by a sync.</summary>
public class CanvasAssignmentMetadata : IVersionedRow
{
    /// <summary>The Canvas assignment id.</summary>
    public long AssignmentId { get; set; }

    /// <summary>The difficulty, from 1 (easy) to 5 (hard); null when not rated.</summary>
    public int? DifficultyRating { get; set; }

    /// <summary>The hours of work, 0 or more; null when not estimated.</summary>
    public double? EstimatedHours { get; set; }

    /// <summary>When it was created; SaveChanges sets it.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it last changed; SaveChanges sets it.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises with each change, and guards against lost updates; SaveChanges sets it.</summary>
    public int Version { get; set; }
}
