using System.Runtime.CompilerServices;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Reads all rows of a history, the newest first, by the numbers of its pages. A history only grows: a row that is added meanwhile moves
/// others to a later page, where they are left out.
/// </summary>
internal static class RecordedRows
{
    private const int AtOnce = 1_000;

    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Func<int, int, CancellationToken, Task<Page<T>>> read, Func<T, object> keyOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (pages, sent) = (1, new HashSet<object>());
        for (var number = 1; number <= pages; number++)
        {
            var page = await read(number, AtOnce, cancellationToken).ConfigureAwait(false);
            pages = page.TotalPages;
            foreach (var row in page.Rows.Where(row => sent.Add(keyOf(row))))
            {
                yield return row;
            }
        }
    }
}
