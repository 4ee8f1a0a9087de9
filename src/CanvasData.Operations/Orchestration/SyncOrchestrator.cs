using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.History;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <inheritdoc/>
internal sealed class SyncOrchestrator(
    ICanvasBridge bridge, BridgeFactory bridges, UnitOfWork units, IHistoryManager history, IMetadataManager metadata, ICleanupManager cleanup, IIntegrityChecker integrity)
    : ISyncOrchestrator
{
    private static readonly string[] Listings =
        ["section", "enrollment", "user", "assignment_group", "assignment", "submission", "grading_period", "grading_standard", "late_policy", "module"];

    public async Task<MasterSyncReport> ExecuteMasterSyncAsync(CanvasBundle bundle, SyncRequest? request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        request ??= new SyncRequest();
        if (request.Strategy == SyncStrategy.Incremental)
        {
            throw new InvalidArgumentException("request.Strategy", "A bundle shows no changes since a moment.", "Give Full, or Conservative when absence is not to be inferred from any listing.");
        }

        if (request.CourseIds is not null || request.Courses is not null)
        {
            throw new InvalidArgumentException("request", "It chooses courses, and the bundle has chosen them.", "Leave CourseIds and Courses null.");
        }

        new BundleCheck(bundle).Run();
        var ids = bundle.Courses.Select(one => one.Course.Id.Value!.Value).ToList();
        var report = await bridges.Create(bundle).SyncAllCoursesAsync(request with { CourseIds = ids, WithAccounts = bundle.Accounts is not null }, progress, cancellationToken).ConfigureAwait(false);
        IPartialListings partial = bundle;
        return new MasterSyncReport(
            report, LayerRows.Of(report), [.. ids.SelectMany(id => Listings.Where(entity => partial.IsPartial(id, entity)).Select(entity => new PartialListing(id, entity)))]);
    }

    public async Task<CourseInitialization> InitializeCourseAsync(long courseId, CancellationToken cancellationToken)
    {
        if (courseId < 1)
        {
            throw new InvalidArgumentException(nameof(courseId), $"{courseId} is no Canvas id.", "Give the id of Canvas, which is 1 or more.");
        }

        var before = await SnapshotsAsync(courseId, cancellationToken).ConfigureAwait(false);
        var sync = await bridge.SyncCourseAsync(courseId, new SyncRequest { Priority = SyncPriority.High }, null, cancellationToken).ConfigureAwait(false);
        if (sync.Outcome != CourseSyncOutcome.Succeeded)
        {
            return new CourseInitialization { CourseId = courseId, Sync = sync };
        }

        if (await SnapshotsAsync(courseId, cancellationToken).ConfigureAwait(false) == 0)
        {
            await history.TakeSnapshotAsync(courseId, cancellationToken).ConfigureAwait(false);
        }

        return new CourseInitialization
        {
            CourseId = courseId,
            Sync = sync,
            IsSnapshotNew = before == 0,
            IsMetadataNew = await AddMetadataAsync(courseId, cancellationToken).ConfigureAwait(false),
            TrackedObjects = await TrackedAsync(courseId, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<CleanupCycleReport> ExecuteCleanupCycleAsync(CleanupCycleRequest? request, IProgress<CleanupReport>? progress, CancellationToken cancellationToken)
    {
        request ??= new CleanupCycleRequest();
        var cleaned = request.IsPreview
            ? await cleanup.PreviewAsync(request.Cleanup, cancellationToken).ConfigureAwait(false)
            : await cleanup.RunAsync(request.Cleanup, progress, cancellationToken).ConfigureAwait(false);
        var checks = new IntegrityRequest { AgainstCanvas = request.AgainstCanvas, StoreMetrics = !request.IsPreview };
        return new CleanupCycleReport(cleaned, await integrity.CheckAsync(checks, cancellationToken).ConfigureAwait(false));
    }

    public async Task<int> TakeSnapshotsAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        var ids = await units.RunAsync(
            (database, token) => database.Rows<CanvasCourse>().Where(row => row.MissingSince == null).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(token), null, cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            try
            {
                await history.TakeSnapshotAsync(id, cancellationToken).ConfigureAwait(false);
                taken++;
            }
            catch (ObjectNotFoundException)
            {
                // It was cleaned up since.
            }
        }

        return taken;
    }

    private async Task<bool> AddMetadataAsync(long courseId, CancellationToken cancellationToken)
    {
        if (await metadata.FindCourseAsync(courseId, cancellationToken).ConfigureAwait(false) is not null)
        {
            return false;
        }

        try
        {
            await metadata.SaveAsync([new CourseMetadataChange { CourseId = courseId, Version = 0 }], cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EditConflictException)
        {
            // Another call was faster: what it added stays.
            return false;
        }
    }

    private Task<int> SnapshotsAsync(long courseId, CancellationToken cancellationToken) => units.RunAsync(
        (database, token) => database.Rows<CanvasCourseSnapshot>().CountAsync(row => row.CourseId == courseId, token), null, cancellationToken);

    private Task<int> TrackedAsync(long courseId, CancellationToken cancellationToken) => units.RunAsync(
        async (database, token) =>
            await database.Rows<CanvasObjectStatus>().CountAsync(row => row.CourseId == courseId || (row.ObjectType == CanvasObjectTypes.Course && row.ObjectId == courseId), token).ConfigureAwait(false) +
            await database.Rows<CanvasEnrollmentStatus>().CountAsync(row => row.CourseId == courseId, token).ConfigureAwait(false),
        null,
        cancellationToken);
}
