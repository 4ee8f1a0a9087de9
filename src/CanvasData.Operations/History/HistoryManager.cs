using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.History;

/// <inheritdoc/>
internal sealed class HistoryManager(UnitOfWork unit, HistoryReader reader, HistoryArchiver archiver, IOptions<GradingOptions> grading, TimeProvider time) : IHistoryManager
{
    public Task<IReadOnlyList<GradeDay>> GetGradeTrendAsync(long courseId, long studentId, DateOnly? from, DateOnly? to, TimeZoneInfo? zone, CancellationToken cancellationToken) =>
        reader.TrendAsync(courseId, studentId, from, to, zone ?? TimeZoneInfo.Utc, cancellationToken);

    public Task<Page<ScoreChange>> GetAssignmentHistoryAsync(long assignmentId, long? studentId, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.AssignmentAsync(assignmentId, studentId, page, pageSize, cancellationToken);

    public Task<CourseSnapshot> TakeSnapshotAsync(long courseId, CancellationToken cancellationToken)
    {
        return unit.RunAsync(WriteAsync, null, cancellationToken);

        async Task<CourseSnapshot> WriteAsync(DbContext database, CancellationToken token)
        {
            if (!await database.Rows<CanvasCourse>().AnyAsync(course => course.Id == courseId, token).ConfigureAwait(false))
            {
                throw new ObjectNotFoundException(CanvasObjectTypes.Course, [courseId], "Check the id, or sync the course first.");
            }

            var now = UtcDateTimeConverter.Now(time);
            var row = await CourseSnapshots.CountAsync(database, courseId, now, grading.Value.PassingScore, token).ConfigureAwait(false);
            database.Add(row);
            await database.SaveChangesAsync(token).ConfigureAwait(false);
            return HistoryReader.SnapshotOf(row);
        }
    }

    public Task<Page<CourseSnapshot>> ListSnapshotsAsync(long courseId, DateTimeOffset? from, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.SnapshotsAsync(courseId, from, page, pageSize, cancellationToken);

    public Task<HistoryArchived> ArchiveAsync(DateTimeOffset before, IProgress<HistoryArchived>? progress, CancellationToken cancellationToken) =>
        archiver.ArchiveAsync(before, progress, cancellationToken);
}
