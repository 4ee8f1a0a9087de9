using System.Globalization;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Persistence;

/// <summary>Pages by number: one statement that counts, and one that reads.</summary>
internal static class Paging
{
    public const int MaxSize = 1000;

    public static async Task<Page<TRow>> ReadAsync<TRow>(IQueryable<TRow> ordered, int page, int pageSize, CancellationToken cancellationToken)
    {
        Check(page, pageSize);
        var total = await ordered.CountAsync(cancellationToken).ConfigureAwait(false);
        var skip = (long)(page - 1) * pageSize;
        var found = skip >= total ? [] : await (skip == 0 ? ordered : ordered.Skip((int)skip)).Take(pageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new Page<TRow>(found, page, pageSize, total);
    }

    /// <summary>The page with other rows for its rows.</summary>
    public static Page<TResult> Select<TRow, TResult>(this Page<TRow> page, Func<TRow, TResult> select) => new([.. page.Rows.Select(select)], page.Number, page.Size, page.TotalRows);

    public static void Check(int page, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        CheckSize(pageSize, nameof(pageSize));
    }

    public static void CheckSize(int size, string argument)
    {
        if (size is < 1 or > MaxSize)
        {
            throw new ArgumentOutOfRangeException(argument, size, string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MaxSize} rows a page."));
        }
    }
}
