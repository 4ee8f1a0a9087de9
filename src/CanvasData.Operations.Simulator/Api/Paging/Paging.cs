namespace CanvasData.Operations.Simulator.Api;

/// <summary>Canvas's two ways of paging: by number, with a last page; and by bookmark, with no way but forward.</summary>
internal static class Paging
{
    public static ApiResponse One(ApiRequest request, Action<CanvasJson> write)
    {
        var response = new ApiResponse { Rows = 1 };
        using var json = new CanvasJson(response.Buffer(), request.StringIds, request.Host);
        write(json);
        return response;
    }

    public static ApiResponse Numbered<T>(ApiRequest request, IReadOnlyList<T> all, Action<CanvasJson, T> write) =>
        Numbered(request, all, (response, rows) => WriteList(request, response, rows, write));

    /// <summary>A page by number; the caller writes the rows.</summary>
    public static ApiResponse Numbered<T>(ApiRequest request, IReadOnlyList<T> all, Action<ApiResponse, IEnumerable<T>> write)
    {
        if (request.Page.Number is not { } page)
        {
            return ApiErrors.NotFound();
        }

        var shift = page > 1 ? request.Shift : 0;
        var total = Math.Max(0, all.Count - shift);
        var pages = Math.Max(1, (total + request.PerPage - 1) / request.PerPage);
        var start = (int)Math.Clamp(((long)(page - 1) * request.PerPage) + shift, 0, all.Count);
        var end = Math.Min(all.Count, start + request.PerPage);
        var (from, to, next) = Cut(request, start, end, page < pages ? Text(page + 1) : null);
        var response = new ApiResponse
        {
            Rows = to - from,
            Links = new PageLinks(request, request["page"] ?? "1"),
        };
        var links = response.Links;
        links.Next = next is null ? null : links.To(next);
        links.Prev = page > 1 ? links.To(Text(page - 1)) : null;
        links.First = links.To("1");
        links.Last = links.To(Text(pages));
        write(response, all.Skip(from).Take(to - from));
        return response;
    }

    /// <summary>A page by bookmark of rows in ascending order of their key.</summary>
    public static ApiResponse Bookmarked<T>(ApiRequest request, IReadOnlyList<T> all, Func<T, BookmarkKey> key, Action<CanvasJson, T> write)
    {
        var start = 0;
        if (!request.Page.IsFirst)
        {
            if (request.Page.AfterKey is not { } after)
            {
                return ApiErrors.NotFound();
            }

            while (start < all.Count && key(all[start]).CompareTo(after) <= 0)
            {
                start++;
            }
        }

        start = Math.Max(0, start + Back(request));
        var end = Math.Min(all.Count, start + request.PerPage);
        var (from, to, next) = Cut(request, start, end, end < all.Count ? PageToken.Bookmark(key(all[end - 1])) : null);
        var response = new ApiResponse { Rows = to - from, Links = Forward(request, next) };
        WriteList(request, response, all.Skip(from).Take(to - from), write);
        return response;
    }

    public static PageLinks Forward(ApiRequest request, string? next)
    {
        var links = new PageLinks(request, request["page"] ?? "first");
        links.Next = next is null ? null : links.To(next);
        links.First = links.To("first");
        return links;
    }

    /// <summary>How far a bookmarked page begins too early: rows that were served are served again, but the list still moves on.</summary>
    public static int Back(ApiRequest request) => request.Page.IsFirst ? 0 : Math.Clamp(request.Shift, 1 - request.PerPage, 0);

    /// <summary>What is left of a page when a fault empties or halves it first. No row is lost: the link leads to the rest.</summary>
    public static (int From, int To, string? Next) Cut(ApiRequest request, int from, int to, string? next)
    {
        var middle = from + ((to - from) / 2);
        if (request.Page.IsRest)
        {
            return (middle, to, next);
        }

        if (request.EmptyFirst && !request.Page.IsAgain)
        {
            return (from, from, request.Page.Again);
        }

        return request.HalfFirst && middle > from ? (from, middle, request.Page.Rest) : (from, to, next);
    }

    private static void WriteList<T>(ApiRequest request, ApiResponse response, IEnumerable<T> rows, Action<CanvasJson, T> write)
    {
        using var json = new CanvasJson(response.Buffer(), request.StringIds, request.Host);
        json.OpenList();
        foreach (var row in rows)
        {
            write(json, row);
        }

        json.CloseList();
    }

    private static string Text(int page) => page.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
