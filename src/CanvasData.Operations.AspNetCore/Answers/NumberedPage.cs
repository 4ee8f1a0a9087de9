using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A list whose door pages by number. To the reader it is like every other list: a cursor and a link.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="read">Reads a page by its number and size.</param>
/// <param name="readAll">Reads all values for CSV.</param>
/// <param name="parameters">What the request wants.</param>
internal sealed class NumberedPage<T>(Func<int, int, CancellationToken, Task<Page<T>>> read, Func<CancellationToken, IAsyncEnumerable<T>> readAll, PageParameters parameters) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (CsvBody.IsWanted(httpContext.Request, parameters.Format))
        {
            await new ValueList<T>(readAll(httpContext.RequestAborted), "csv").ExecuteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        var number = PageLink.Open(httpContext, parameters.Cursor) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        var page = await read(number, parameters.Size ?? ListParameters.DefaultSize, httpContext.RequestAborted).ConfigureAwait(false);
        PageLink.Add(httpContext, number < page.TotalPages ? (number + 1).ToString(CultureInfo.InvariantCulture) : null);
        await new TaggedJson<IReadOnlyList<T>>(page.Rows).ExecuteAsync(httpContext).ConfigureAwait(false);
    }
}
