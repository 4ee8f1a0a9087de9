namespace CanvasData.Operations.Model;

/// <summary>A page by number, with totals.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="Rows">The rows of the page; empty beyond the last page.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Size">The most rows that a page holds.</param>
/// <param name="TotalRows">The rows on all pages.</param>
public sealed record Page<TRow>(IReadOnlyList<TRow> Rows, int Number, int Size, int TotalRows)
{
    /// <summary>The number of pages; 0 when there is no row.</summary>
    public int TotalPages => (int)(((long)TotalRows + Size - 1) / Size);
}
