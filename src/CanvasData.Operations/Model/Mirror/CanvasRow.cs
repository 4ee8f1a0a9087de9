namespace CanvasData.Operations.Model;

/// <summary>
/// A row of Layer 1, the mirror of Canvas. Every column that is not documented otherwise holds Canvas's value, in UTC and to the
/// microsecond. Null means that Canvas sent null, or never sent the field.
/// </summary>
public abstract class CanvasRow
{
    /// <summary>The Canvas id.</summary>
    public long Id { get; set; }

    /// <summary>
    /// The hash of Canvas's last values of this row; the sync compares it to find changes. Zero marks a row that was edited locally, so
    /// that the next sync compares its columns.
    /// </summary>
    public long RowHash { get; set; }

    /// <summary>When a sync first stored this row (the host's clock, not Canvas's).</summary>
    public DateTime FirstSyncedAt { get; set; }

    /// <summary>When a sync last changed this row (the host's clock, not Canvas's).</summary>
    public DateTime SyncedAt { get; set; }

    /// <summary>The moment from which complete listings of Canvas lack this row; null while Canvas has it.</summary>
    public DateTime? MissingSince { get; set; }

    /// <summary>The names of the properties that were edited locally, separated by commas; null for none.</summary>
    public string? LocalEdits { get; set; }
}

/// <summary>A row of Layer 1 that belongs to one course.</summary>
public abstract class CanvasCourseRow : CanvasRow
{
    /// <summary>The course.</summary>
    public long CourseId { get; set; }
}
