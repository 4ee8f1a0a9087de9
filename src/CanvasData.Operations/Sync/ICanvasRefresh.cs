using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Fetches single objects of a synced course and stores them now, between two syncs. A teacher has just graded, or Canvas has sent an
/// event.
/// </summary>
/// <remarks>
/// A refresh compares, writes, and keeps history and lifecycle as a sync does, in a transaction of its own. It never joins a transaction
/// of the host. Syncs and refreshes of one course take turns, in all processes, so that none of them puts an older value back. What an
/// incremental sync would have followed up is left to the next sync of the course, and so is its snapshot. Safe for concurrent use.
/// </remarks>
public interface ICanvasRefresh
{
    /// <summary>
    /// Refreshes a student of a course: the user, the enrollments, and all submissions to stored assignments.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="request">How to refresh; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the refresh; nothing is written then.</param>
    /// <returns>What was seen and what changed.</returns>
    /// <exception cref="InvalidArgumentException">An id is below 1, or the request contradicts itself.</exception>
    /// <exception cref="ObjectNotFoundException">The course has never been synced.</exception>
    /// <exception cref="CourseBusyException">A sync held the course for longer than <see cref="RefreshRequest.Wait"/>.</exception>
    /// <exception cref="CanvasApiException">Canvas refused, or could not be reached.</exception>
    Task<RefreshReport> RefreshStudentAsync(long courseId, long userId, RefreshRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Refreshes the enrollments of a user in a course, with state and totals. Those that Canvas no longer lists are marked missing.
    /// </summary>
    /// <inheritdoc cref="RefreshStudentAsync"/>
    Task<RefreshReport> RefreshEnrollmentsAsync(long courseId, long userId, RefreshRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Refreshes an assignment with its overrides and checkpoints. One that Canvas no longer has is marked missing; its submissions stay.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="request">How to refresh; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the refresh; nothing is written then.</param>
    /// <inheritdoc cref="RefreshStudentAsync" path="/returns"/>
    /// <inheritdoc cref="RefreshStudentAsync" path="/exception"/>
    Task<RefreshReport> RefreshAssignmentAsync(long courseId, long assignmentId, RefreshRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Refreshes a submission, and the totals of its student. An assignment that is not stored yet is stored with it. Canvas computes
    /// totals a few seconds after a grade: they may be those of before.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    /// <param name="userId">The Canvas user id of the student.</param>
    /// <param name="request">How to refresh; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the refresh; nothing is written then.</param>
    /// <inheritdoc cref="RefreshStudentAsync" path="/returns"/>
    /// <inheritdoc cref="RefreshStudentAsync" path="/exception"/>
    Task<RefreshReport> RefreshSubmissionAsync(
        long courseId, long assignmentId, long userId, RefreshRequest? request = null, CancellationToken cancellationToken = default);
}

/// <summary>How to refresh single objects.</summary>
public sealed record RefreshRequest
{
    /// <summary>The longest time to wait for a sync that holds the course. Default 10 seconds, range 0 to 10 minutes; 0 does not wait.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The treatment of rows that were edited locally. Default <see cref="ConflictStrategy.CanvasWins"/>.</summary>
    public ConflictStrategy Conflicts { get; init; }

    /// <summary>The profile: what to fetch and store; null for the profile of the options.</summary>
    public SyncProfile? Profile { get; init; }

    internal void Check()
    {
        if (Wait < TimeSpan.Zero || Wait > TimeSpan.FromMinutes(10))
        {
            throw new InvalidArgumentException("request.Wait", $"{Wait} is out of range.", "Give 0 to 10 minutes.");
        }

        if (!Enum.IsDefined(Conflicts))
        {
            throw new InvalidArgumentException("request.Conflicts", $"{Conflicts} is no strategy.", "Give one of ConflictStrategy.");
        }

        if (Profile?.Validate() is { Count: > 0 } contradictions)
        {
            throw new InvalidArgumentException("request.Profile", $"The profile contradicts itself: {string.Join(' ', contradictions)}", "Correct the profile.");
        }
    }
}
