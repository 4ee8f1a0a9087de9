using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// The answer to a request for a list: a page as JSON with a link to the next, or all rows as CSV, sent while the database sends them.
/// An empty list of an object that the caller may not see is 404, as of an unknown one.
/// </summary>
/// <typeparam name="TRow">The row.</typeparam>
internal sealed class RowList<TRow>(IQueryable<TRow> rows, ListParameters parameters, Func<CancellationToken, Task<bool>>? isVisible = null) : IResult
    where TRow : class, IQueryRow<TRow>
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (IsBlank(parameters.Sort) || IsBlank(parameters.Fields))
        {
            throw new InvalidArgumentException(IsBlank(parameters.Sort) ? "sort" : "fields", "it names no field.", "Name a field of the rows, or leave the parameter out.");
        }

        var filtered = RowFilter<TRow>.Apply(rows, parameters.Filter);
        if (CsvBody.IsWanted(httpContext.Request, parameters.Format))
        {
            await WriteCsvAsync(httpContext, filtered).ConfigureAwait(false);
            return;
        }

        var cursor = PageLink.Open(httpContext, parameters.Cursor);
        var page = await filtered.ToKeysetPageAsync(parameters.Size ?? ListParameters.DefaultSize, cursor, parameters.Sort, ApiCursors.Key, httpContext.RequestAborted).ConfigureAwait(false);
        if (page.Rows.Count == 0 && cursor is null && !await IsVisibleAsync(httpContext).ConfigureAwait(false))
        {
            await ApiProblems.NotFound.ExecuteAsync(httpContext).ConfigureAwait(false);
            return;
        }

        PageLink.Add(httpContext, page.NextCursor);
        await new TaggedJson<IReadOnlyList<TRow>>(page.Rows).ExecuteAsync(httpContext).ConfigureAwait(false);
    }

    private async Task WriteCsvAsync(HttpContext http, IQueryable<TRow> filtered)
    {
        var sorted = parameters.Sort is { } sort ? filtered.OrderByName(sort) : filtered;
        if (!await IsVisibleAsync(http).ConfigureAwait(false))
        {
            await ApiProblems.NotFound.ExecuteAsync(http).ConfigureAwait(false);
            return;
        }

        await CsvBody.WriteAsync(http, (text, token) => sorted.WriteCsvAsync(text, parameters.Fields ?? string.Join(',', CsvColumns<TRow>.All.Select(column => column.Name)), token)).ConfigureAwait(false);
    }

    private static bool IsBlank(string? text) => text is not null && string.IsNullOrWhiteSpace(text);

    private async Task<bool> IsVisibleAsync(HttpContext http) => isVisible is null || await isVisible(http.RequestAborted).ConfigureAwait(false);
}
