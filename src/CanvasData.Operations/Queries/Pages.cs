namespace CanvasData.Operations.Queries;

/// <summary>A page by number, with totals.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Rows">The rows of the page; empty beyond the last page.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Size">The most rows that a page holds.</param>
/// <param name="TotalRows">Rows on all pages.</param>
public sealed record Page<TRow>(IReadOnlyList<TRow> Rows, int Number, int Size, int TotalRows)
{
    /// <summary>How many pages there are; 0 when there is no row.</summary>
    public int TotalPages => (int)(((long)TotalRows + Size - 1) / Size);
}

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
