using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>What is written together with a course, in its transaction.</summary>
internal interface ICourseCompanion
{
    /// <summary>Called when the transaction has passed the fence, before rows are written.</summary>
    Task BeginAsync(DbContext database, long courseId, CancellationToken cancellationToken);

    /// <summary>Called last, before the commit.</summary>
    /// <exception cref="LeaseLostException">The course belongs to another owner: nothing is to be written.</exception>
    Task EndAsync(DbContext database, CourseSyncReport report, CancellationToken cancellationToken);
}
