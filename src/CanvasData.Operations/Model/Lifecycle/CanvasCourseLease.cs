namespace CanvasData.Operations.Model;

/// <summary>The course lease of one course: who syncs it now, and how far it is. Its epoch and version fence off writers that lost it.</summary>
public class CanvasCourseLease
{
    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>Raised by every claim; a writer with an older one is stale.</summary>
    public long Epoch { get; set; }

    /// <summary>Raised by every commit; the compare-and-set that makes a commit happen once.</summary>
    public long Version { get; set; }

    /// <summary>Until when the owner holds it, by the database's clock; null when free.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Who holds it, or held it last.</summary>
    public string? Owner { get; set; }

    /// <summary>Canvas's clock from which the next incremental sync asks; null before the first full sync.</summary>
    public DateTime? Watermark { get; set; }

    /// <summary>When a sync last committed.</summary>
    public DateTime? LastSyncedAt { get; set; }

    /// <summary>When a full sync last committed; what is active was seen then.</summary>
    public DateTime? LastFullSyncAt { get; set; }

    /// <summary>When each rarely changing listing was last read, as pairs of a kind and Unix seconds; null before the first sync.</summary>
    public string? ListedAt { get; set; }

    /// <summary>Kind of the last failure; null after a success.</summary>
    public string? LastError { get; set; }
}
