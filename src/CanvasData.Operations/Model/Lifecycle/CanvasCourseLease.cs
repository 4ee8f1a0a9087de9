namespace CanvasData.Operations.Model;

/// <summary>The course lease of one course: who syncs it now, and how far it is. Its epoch and version fence off writers that lost it.</summary>
public class CanvasCourseLease
{
    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>The number that every claim raises; a writer with an older one is stale.</summary>
    public long Epoch { get; set; }

    /// <summary>The number that every commit raises: the compare-and-set that makes a commit happen once.</summary>
    public long Version { get; set; }

    /// <summary>The end of the lease, by the database's clock; null when free.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>The process that holds the lease, or held it last.</summary>
    public string? Owner { get; set; }

    /// <summary>The moment, by Canvas's clock, from which the next incremental sync reads; null before the first full sync.</summary>
    public DateTime? Watermark { get; set; }

    /// <summary>When a sync last committed.</summary>
    public DateTime? LastSyncedAt { get; set; }

    /// <summary>When a full sync last committed; what is active was seen then.</summary>
    public DateTime? LastFullSyncAt { get; set; }

    /// <summary>When the stored records and each rarely changing listing were last read, as pairs of a kind and Unix seconds; null before the first sync.</summary>
    public string? ListedAt { get; set; }

    /// <summary>The kind of the last failure; null after a success.</summary>
    public string? LastError { get; set; }
}
