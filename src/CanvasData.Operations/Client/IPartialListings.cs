namespace CanvasData.Operations.Client;

/// <summary>A client some of whose listings do not hold everything, so that absence is not inferred from them.</summary>
internal interface IPartialListings
{
    /// <summary>When the records were read, by Canvas's clock; null for now. Newer data is not overwritten with them.</summary>
    DateTimeOffset? ReadAt { get; }

    /// <summary>Whether a listing of a course is partial.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="entity">The kind of record, as in reports: "submission".</param>
    bool IsPartial(long courseId, string entity);
}
