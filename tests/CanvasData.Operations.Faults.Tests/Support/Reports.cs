using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Faults.Tests.Support;

internal static class Reports
{
    /// <summary>Every course was synced by this very run: one that another had in its hands does not count.</summary>
    public static bool SyncedAll(this SyncReport report) => report.Failure is null && report.Courses.All(course => course.Outcome == CourseSyncOutcome.Succeeded);
}
