using System.Globalization;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Syncs in the background, for administrators. A run belongs to the process that started it.</summary>
internal static class SyncEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Write(HttpMethod.Post, "syncs", "StartSync", "Starts a sync and answers at once.", (HttpContext http, IBackgroundSync background, SyncStart start) =>
        {
            var run = background.Start(new SyncRequest { Strategy = start.Strategy ?? SyncStrategy.Incremental, CourseIds = start.CourseIds, AcceptMassDisappearance = start.AcceptMassDisappearance });
            return new PlainJson<SyncProgress>(background.Find(run)!, StatusCodes.Status202Accepted, $"{http.Request.PathBase}{http.Request.Path}/{run}");
        }, ApiEndpoint.Administrators).ReturnsPlain<SyncProgress>(StatusCodes.Status202Accepted);

        api.Get("syncs", "ListSyncs", "The runs at work and the last that ended, the newest first.", (IBackgroundSync background, string? format) =>
            new ValueList<SyncProgress>(background.List(), format), ApiEndpoint.Administrators).ReturnsList<SyncProgress>();

        api.Get("syncs/{runId:guid}", "GetSync", "The progress of a run.", (IBackgroundSync background, Guid runId) =>
            ApiAnswers.OneOrNotFound(background.Find(runId)), ApiEndpoint.Administrators).Returns<SyncProgress>();

        api.Write(HttpMethod.Delete, "syncs/{runId:guid}", "CancelSync", "Cancels a run. Courses that are through stay.", (IBackgroundSync background, Guid runId) =>
        {
            if (background.Find(runId) is null)
            {
                return ApiProblems.NotFound;
            }

            background.Cancel(runId);
            return Results.NoContent();
        }, ApiEndpoint.Administrators).ReturnsNothing();

        api.Get("syncs/{runId:guid}/events", "FollowSync", "The progress of a run as server-sent events, from the one after Last-Event-ID.", FollowAsync, ApiEndpoint.Administrators)
            .ReturnsEvents<SyncProgressEvent>();
    }

    private static async Task<IResult> FollowAsync(HttpContext http, IBackgroundSync background, TimeProvider time, Guid runId)
    {
        if (background.Find(runId) is null)
        {
            return ApiProblems.NotFound;
        }

        // An id that is none of this API starts at the beginning.
        var after = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var events = new ProgressEvents(background, runId, time);
        return await events.IsOverAsync(after, http.RequestAborted).ConfigureAwait(false)
            ? Results.NoContent() // The browser stops asking.
            : TypedResults.ServerSentEvents(events.ReadAsync(after, http.RequestAborted));
    }
}
