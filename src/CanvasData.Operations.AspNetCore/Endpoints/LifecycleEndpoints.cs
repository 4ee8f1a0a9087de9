using System.ComponentModel;
using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Decisions about objects that Canvas no longer has, for administrators.</summary>
internal static class LifecycleEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("lifecycle/reviews", "ListReviews", "The objects that wait for a decision, the latest first.", ReviewsAsync, ApiEndpoint.Administrators).ReturnsList<DeletionReviewItem>();

        api.Get("lifecycle/{objectType}/{objectId:long}/impact", "GetDeletionImpact", "The rows that a permanent deletion of an object would delete and keep.", (
            IDependencyTracker tracker, string objectType, long objectId, [Description("Whether the history is to be deleted too.")] bool? includeHistory, CancellationToken cancellationToken) =>
            tracker.AnalyzeDeletionAsync(objectType, [objectId], includeHistory ?? false, cancellationToken).JsonAsync(), ApiEndpoint.Administrators).Returns<DeletionImpact>();

        api.Get("lifecycle/{objectType}/{objectId:long}/dependencies", "GetDependencies", "A graph of what depends on an object.", (
            IDependencyTracker tracker, string objectType, long objectId, CancellationToken cancellationToken) =>
            tracker.GetDependencyGraphAsync(objectType, objectId, cancellationToken).JsonAsync(), ApiEndpoint.Administrators).Returns<DependencyGraph>();

        api.SignedWrite(HttpMethod.Post, "lifecycle/decisions", "Decide", "Decides about objects, all or none. It may be repeated.", (
            Caller caller, ILifecycleManager lifecycle, DecisionRequest request, CancellationToken cancellationToken) =>
            DecideAsync(lifecycle, request, caller.Signature, cancellationToken).JsonAsync(), ApiEndpoint.Administrators).Returns<LifecycleChange>().MayConflict();

        api.SignedWrite(HttpMethod.Post, "lifecycle/deletions", "DeletePermanently", "Deletes the rows of objects whose deletion was approved.", (
            Caller caller, ILifecycleManager lifecycle, DeletionRequest request, CancellationToken cancellationToken) =>
            lifecycle.DeletePermanentlyAsync(request.ObjectType ?? "", request.Ids ?? [], request.IncludeHistory, caller.Signature, cancellationToken).JsonAsync(), ApiEndpoint.Administrators).Returns<DeletionImpact>().MayConflict();
    }

    private static Task<LifecycleChange> DecideAsync(ILifecycleManager lifecycle, DecisionRequest request, string? by, CancellationToken cancellationToken) => request.Decision switch
    {
        DecisionKind.Approve => lifecycle.ApproveDeletionAsync(request.ObjectType ?? "", request.Ids ?? [], by, cancellationToken),
        DecisionKind.Cancel => lifecycle.CancelDeletionAsync(request.ObjectType ?? "", request.Ids ?? [], by, cancellationToken),
        DecisionKind.Keep => lifecycle.KeepInactiveAsync(request.ObjectType ?? "", request.Ids ?? [], by, cancellationToken),
        DecisionKind.Archive => lifecycle.ArchiveAsync(request.ObjectType ?? "", request.Ids ?? [], by, cancellationToken),
        DecisionKind.Reactivate => lifecycle.ReactivateAsync(request.ObjectType ?? "", request.Ids ?? [], by, cancellationToken),
        _ => throw new InvalidArgumentException("decision", "it is unknown.", $"Give one of {string.Join(", ", Enum.GetNames<DecisionKind>())}."),
    };

    private static async Task<IResult> ReviewsAsync(
        HttpContext http, ILifecycleManager lifecycle, [Description("A kind of object, such as assignment.")] string? objectType, [Description("One course.")] long? courseId, [AsParameters] PageParameters page,
        CancellationToken cancellationToken)
    {
        var request = new DeletionReviewRequest { ObjectType = objectType, CourseId = courseId, Size = page.Size ?? ListParameters.DefaultSize, After = PositionOf(PageLink.Open(http, page.Cursor)) };
        if (CsvBody.IsWanted(http.Request, page.Format))
        {
            return new ValueList<DeletionReviewItem>(AllAsync(lifecycle, request with { Size = DeletionReviewRequest.MaxSize, After = null }, cancellationToken), "csv");
        }

        var reviews = await lifecycle.GetPendingDeletionsAsync(request, cancellationToken).ConfigureAwait(false);
        PageLink.Add(http, reviews.Next is { } next ? string.Create(CultureInfo.InvariantCulture, $"{next.Since:O} {next.ObjectType} {next.ObjectId}") : null);
        return new TaggedJson<IReadOnlyList<DeletionReviewItem>>(reviews.Items);
    }

    private static async IAsyncEnumerable<DeletionReviewItem> AllAsync(
        ILifecycleManager lifecycle, DeletionReviewRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = request; next is not null;)
        {
            var page = await lifecycle.GetPendingDeletionsAsync(next, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            next = page.Next is null ? null : request with { After = page.Next };
        }
    }

    private static DeletionReviewPosition? PositionOf(string? cursor) => cursor?.Split(' ') is [var since, var type, var id]
        ? new DeletionReviewPosition(DateTimeOffset.Parse(since, CultureInfo.InvariantCulture), type, long.Parse(id, CultureInfo.InvariantCulture))
        : null;
}
