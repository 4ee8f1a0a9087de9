using CanvasData.Operations.Simulator.Api;

namespace CanvasData.Operations.Simulator.Faults;

/// <summary>Faults of paging: rows that move between pages, and links that lead astray.</summary>
internal static class PageFaults
{
    public static Fault Bend(string name, Action<ApiRequest> bend) => new(name, context =>
    {
        bend(context.Request);
        return default;
    });

    public static Fault Shift(string name, int rows) => Bend(name, request => request.Shift += rows);

    public static Fault ForeignNext(Uri? origin) => new("foreign-next", after: (_, response) =>
    {
        if (response.Links is { Next: { } next } links)
        {
            links.Next = AnswerFaults.Moved(next, origin);
        }
    });

    public static Fault RepeatingNext() => new("repeating-next", after: (request, response) =>
    {
        if (response.Links is { Next: not null } links)
        {
            links.Next = request.Host + request.PathAndQuery;
        }
    });
}
