namespace CanvasData.Operations.Queries;

/// <summary>A page by position. Rows added or taken away elsewhere neither repeat nor skip rows on later pages.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Rows">The rows of the page.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last one.</param>
public sealed record KeysetPage<TRow>(IReadOnlyList<TRow> Rows, string? NextCursor);

/// <summary>The comparisons of a filter by field name.</summary>
public enum FilterOperator
{
    /// <summary>The values are equal; text to the letter. Null finds rows without a value.</summary>
    Equal,

    /// <summary>The values are not equal, rows without a value included. Null finds rows with a value.</summary>
    NotEqual,

    /// <summary>The field is less; not for text or truth values.</summary>
    LessThan,

    /// <summary>The field is less or equal; not for text or truth values.</summary>
    LessThanOrEqual,

    /// <summary>The field is greater; not for text or truth values.</summary>
    GreaterThan,

    /// <summary>The field is greater or equal; not for text or truth values.</summary>
    GreaterThanOrEqual,

    /// <summary>The field contains this text, to the letter; for text only. There are no wildcards.</summary>
    Contains,
}
