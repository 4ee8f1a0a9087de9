namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>Shows a page of its own until the school is there.</summary>
internal sealed class WaitForSchool(RequestDelegate next, Readiness readiness)
{
    private const string Page = "/preparing";

    public Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady || IsServedAnyway(context.Request.Path))
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = "2";
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Request.Path = Page;
        return next(context);
    }

    private static bool IsServedAnyway(PathString path) => path == "/healthz" || Path.HasExtension(path);
}
