namespace CanvasData.Operations.Analytics;

/// <summary>Whether every request to the database sees the same rows of the library's tables.</summary>
public enum RowVisibility
{
    /// <summary>
    /// The library looks: rows are the same where the model has no query filters and the tables are plain ones without
    /// row-level security. What it cannot see counts as different.
    /// </summary>
    Detect,

    /// <summary>The host states that rows are the same, whatever the model and the database look like.</summary>
    SameForAll,

    /// <summary>The rows differ: nothing is shared between requests, but within a partition that the host names.</summary>
    DiffersByRequest,
}
