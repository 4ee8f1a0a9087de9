namespace CanvasData.Operations.Sync;

/// <inheritdoc/>
internal sealed class CanvasSyncPipeline(ICanvasBridge bridge, Verification verification) : ICanvasSyncPipeline
{
    public Task<SyncReport> RunAllAsync(SyncRequest? request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken) =>
        bridge.SyncAllCoursesAsync(request ?? new SyncRequest(), progress, cancellationToken);

    public Task<SyncReport> RunOneAsync(long courseId, SyncRequest? request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(courseId, 1);
        return bridge.SyncAllCoursesAsync((request ?? new SyncRequest { Priority = SyncPriority.High }) with { CourseIds = [courseId], Courses = null }, progress, cancellationToken);
    }

    public Task<VerificationReport> VerifyAsync(VerificationRequest? request, CancellationToken cancellationToken) =>
        verification.RunAsync(request ?? new VerificationRequest(), cancellationToken);
}
