using CanvasData.Operations.Queries;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Sorting, filtering and paging of query rows by what a query string says.</summary>
public static class CanvasQueryableExtensions
{
    /// <summary>Sorts by field names: <c>-Percentage,SortableName</c>. Nulls come last, text ignores the case of ASCII letters, ties are broken by the key of the row.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">The query.</param>
    /// <param name="sort">One to eight names of fields of the row, in any case, separated by commas; a minus sign before a name turns its order around.</param>
    /// <exception cref="ArgumentException">There is no such field; the message names those that there are.</exception>
    public static IOrderedQueryable<TRow> OrderByName<TRow>(this IQueryable<TRow> rows, string sort) where TRow : IQueryRow<TRow>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return RowSort<TRow>.Parse(sort, nameof(sort)).Apply(rows);
    }
}
