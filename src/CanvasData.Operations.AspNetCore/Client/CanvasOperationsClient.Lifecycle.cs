using System.Net;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.AspNetCore;

public sealed partial class CanvasOperationsClient
{
    /// <summary>Lists the objects that wait for a decision, the latest first.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="page">The page; null for the first one.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ApiPage<DeletionReviewItem>> ListReviewsAsync(string? objectType = null, long? courseId = null, PageRequest? page = null, CancellationToken cancellationToken = default) =>
        PageAsync<DeletionReviewItem>("lifecycle/reviews", new ApiQuery().Add("objectType", objectType).Add("courseId", courseId).Add(page), cancellationToken);

    /// <summary>Counts the rows that a permanent deletion of an object would delete and keep.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="objectId">The Canvas id.</param>
    /// <param name="includeHistory">Whether the history is deleted too.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<DeletionImpact> GetDeletionImpactAsync(string objectType, long objectId, bool? includeHistory = null, CancellationToken cancellationToken = default) =>
        GetAsync<DeletionImpact>($"lifecycle/{Uri.EscapeDataString(objectType)}/{objectId}/impact", new ApiQuery().Add("includeHistory", includeHistory), cancellationToken);

    /// <summary>Reads a graph of what depends on an object.</summary>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="objectId">The Canvas id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<DependencyGraph> GetDependenciesAsync(string objectType, long objectId, CancellationToken cancellationToken = default) =>
        GetAsync<DependencyGraph>($"lifecycle/{Uri.EscapeDataString(objectType)}/{objectId}/dependencies", null, cancellationToken);

    /// <summary>Decides about objects, all or none.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<LifecycleChange> DecideAsync(DecisionRequest decision, CancellationToken cancellationToken = default) =>
        SendAsync<DecisionRequest, LifecycleChange>(HttpMethod.Post, "lifecycle/decisions", decision, cancellationToken);

    /// <summary>Deletes the rows of objects whose deletion was approved.</summary>
    /// <param name="deletion">The objects.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<DeletionImpact> DeletePermanentlyAsync(DeletionRequest deletion, CancellationToken cancellationToken = default) =>
        SendAsync<DeletionRequest, DeletionImpact>(HttpMethod.Post, "lifecycle/deletions", deletion, cancellationToken);

    /// <summary>Starts a sync and returns at once.</summary>
    /// <param name="start">What to sync, and how.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<SyncProgress> StartSyncAsync(SyncStart start, CancellationToken cancellationToken = default) =>
        SendAsync<SyncStart, SyncProgress>(HttpMethod.Post, "syncs", start, cancellationToken);

    /// <summary>Lists the runs at work and the last that ended, the newest first.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<IReadOnlyList<SyncProgress>> ListSyncsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<SyncProgress>>("syncs", null, cancellationToken);

    /// <summary>Reads the progress of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<SyncProgress> GetSyncAsync(Guid runId, CancellationToken cancellationToken = default) =>
        GetAsync<SyncProgress>($"syncs/{runId}", null, cancellationToken);

    /// <summary>Cancels a run. Courses that are through stay.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task CancelSyncAsync(Guid runId, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, $"syncs/{runId}", cancellationToken);

    /// <summary>Reads whether the syncs are healthy.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<HealthState> GetHealthAsync(CancellationToken cancellationToken = default) =>
        GetAsync<HealthState>("health", null, cancellationToken, HttpStatusCode.ServiceUnavailable);

    /// <summary>Reads the courses whose data was not read from Canvas for too long.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<StalenessReport> GetStalenessAsync(CancellationToken cancellationToken = default) =>
        GetAsync<StalenessReport>("health/staleness", null, cancellationToken);
}
