namespace CanvasData.Operations.Queries;

/// <summary>A page by position. Rows added or taken away elsewhere neither repeat nor skip rows on later pages.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Rows">The rows of the page.</param>
/// <param name="NextCursor">Leads to the next page; null on the last one.</param>
public sealed record KeysetPage<TRow>(IReadOnlyList<TRow> Rows, string? NextCursor);

/// <summary>The comparisons of a filter by field name.</summary>
public enum FilterOperator
{
    /// <summary>Equal; text to the letter. Null finds rows without a value.</summary>
    Equal,

    /// <summary>Not equal, rows without a value included. Null finds rows with a value.</summary>
    NotEqual,

    /// <summary>Less; not for text or truth values.</summary>
    LessThan,

    /// <summary>Less or equal; not for text or truth values.</summary>
    LessThanOrEqual,

    /// <summary>Greater; not for text or truth values.</summary>
    GreaterThan,

    /// <summary>Greater or equal; not for text or truth values.</summary>
    GreaterThanOrEqual,

    /// <summary>Has this text in it, to the letter; for text only. There are no wildcards.</summary>
    Contains,
}
