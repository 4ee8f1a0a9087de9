using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <inheritdoc/>
internal sealed class SourceSync(BridgeFactory bridges) : ISourceSync
{
    public Task<SyncReport> SyncAsync(ICanvasClient source, IReadOnlySet<long>? due, SyncRequest? request, IProgress<SyncEvent>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        request ??= new SyncRequest();
        if (request.CourseIds is not null || request.Courses is not null)
        {
            throw new InvalidArgumentException("request", "It chooses courses, and the source lists them.", "Leave CourseIds and Courses null, and name the courses in due.");
        }

        return bridges.Create(source).SyncAllCoursesAsync(request with { Due = due }, progress, cancellationToken);
    }
}
