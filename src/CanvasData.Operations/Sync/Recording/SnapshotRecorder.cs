using CanvasData.Operations.History;

namespace CanvasData.Operations.Sync;

/// <summary>Counts a course after a sync that changed it.</summary>
internal static class SnapshotRecorder
{
    public static async Task RecordAsync(WriteSession session, double passingScore, CancellationToken cancellationToken) =>
        await session.AppendHistoryAsync(
            [await CourseSnapshots.CountAsync(session.Database, session.CourseId, session.Now, passingScore, cancellationToken).ConfigureAwait(false)], cancellationToken).ConfigureAwait(false);
}
