using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>The courses whose rows moved into other courses of the same run.</summary>
internal static class EmptiedCourses
{
    /// <summary>
    /// Finds them. A course whose sections were cross-listed seems to have lost its people, until the other course has been synced.
    /// </summary>
    public static List<long> Find(IReadOnlyCollection<CourseSyncReport> reports)
    {
        var moved = reports.SelectMany(report => report.TookFrom).ToHashSet();
        return [.. reports.Where(report => report.Failure?.Kind == nameof(MassDisappearanceException) && moved.Contains(report.CourseId)).Select(report => report.CourseId).Order()];
    }
}
