namespace CanvasData.Operations.Client;

/// <summary>
/// The side of a client some of whose listings do not hold everything. A sync does not take rows for vanished that a partial listing lacks.
/// </summary>
public interface IPartialListings
{
    /// <summary>When the records were read, by Canvas's clock; null for now. Newer data is not overwritten with them.</summary>
    DateTimeOffset? ReadAt { get; }

    /// <summary>Whether a listing of a course is partial.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="entity">The kind of record, as in reports: "submission".</param>
    bool IsPartial(long courseId, string entity);
}
