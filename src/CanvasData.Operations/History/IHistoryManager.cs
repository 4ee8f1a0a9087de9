using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.History;

/// <summary>
/// Reads the history over days, takes snapshots of courses, and moves old history to the archive. The gradebook at a past moment
/// is <see cref="IGradebookHistory"/>. Results are for staff: unposted totals and scores are among them.
/// </summary>
public interface IHistoryManager
{
    /// <summary>Returns the totals of a student in a course at the end of the first day and of each day with a change.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id.</param>
    /// <param name="from">The first day; null for the day on which a sync first saw the student.</param>
    /// <param name="to">The last day; null for no bound.</param>
    /// <param name="zone">The time zone of the days; null for UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidArgumentException">The first day is after the last.</exception>
    /// <exception cref="ObjectNotFoundException">The student was never seen in the course.</exception>
    Task<IReadOnlyList<GradeDay>> GetGradeTrendAsync(
        long courseId, long studentId, DateOnly? from = null, DateOnly? to = null, TimeZoneInfo? zone = null, CancellationToken cancellationToken = default);

    /// <summary>Returns the recorded changes of the work on an assignment, the newest first.</summary>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="studentId">The Canvas user id; null for every student.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Changes a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ObjectNotFoundException">There is no such assignment.</exception>
    Task<Page<ScoreChange>> GetAssignmentHistoryAsync(long assignmentId, long? studentId = null, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Counts a course now, in the way of the snapshot after a sync, and stores the result.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="ObjectNotFoundException">There is no such course.</exception>
    Task<CourseSnapshot> TakeSnapshotAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>Lists the snapshots of a course, the newest first.</summary>
    /// <param name="courseId">The Canvas course id; an unknown one has none.</param>
    /// <param name="from">The first moment, included; null for no bound.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Snapshots a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<CourseSnapshot>> ListSnapshotsAsync(long courseId, DateTimeOffset? from = null, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves history that was recorded before a moment to the archive tables, in batches; each batch is moved whole or not at all.
    /// The last change of each row, all changes from the last one of its score on, and the last snapshot of each course stay. A
    /// run that was broken off is continued by the next.
    /// </summary>
    /// <param name="before">The moment.</param>
    /// <param name="progress">Receives the rows moved so far, after each batch; may be null.</param>
    /// <param name="cancellationToken">Ends the run after the batch that is being moved.</param>
    /// <exception cref="InvalidArgumentException">The moment is in the future.</exception>
    Task<HistoryArchived> ArchiveAsync(DateTimeOffset before, IProgress<HistoryArchived>? progress = null, CancellationToken cancellationToken = default);
}
