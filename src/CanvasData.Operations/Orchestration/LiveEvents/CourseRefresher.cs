using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>What the refresh of a course has left.</summary>
/// <param name="Done">The hints that need nothing more: served, or given up.</param>
/// <param name="Left">The hints to try again.</param>
/// <param name="Rest">The time for which the course is left alone, so that a stream of events never syncs it without pause.</param>
internal sealed record RefreshedCourse(IReadOnlyList<StoredHint> Done, IReadOnlyList<StoredHint> Left, TimeSpan Rest);

/// <summary>Refreshes what waits of a course: each object, or the whole course when there is much of it.</summary>
internal sealed class CourseRefresher(
    ICanvasRefresh refresh, ICanvasBridge bridge, IOptions<LiveEventOptions> options, TimeProvider time, ILogger<CourseRefresher> logger)
{
    // A sync that holds the course reads most of it after the event; what it may have missed is tried again.
    private static readonly RefreshRequest Hurried = new() { Wait = TimeSpan.FromSeconds(1) };

    // After that a nightly run has seen the object.
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    public async Task<RefreshedCourse> RunAsync(CourseWork work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var objects = work.Hints.GroupBy(hint => hint.Target).ToList();
        if (objects.Count >= options.Value.ObjectsBeforeCourse || objects.Exists(one => one.Key.Kind == HintKinds.Course))
        {
            var isDone = await TryAsync(work.CourseId, work.Hints, () => SyncAsync(work.CourseId, cancellationToken), cancellationToken).ConfigureAwait(false);
            return new RefreshedCourse(isDone ? work.Hints : [], isDone ? [] : work.Hints, time.GetElapsedTime(started));
        }

        List<StoredHint> done = [], left = [];
        foreach (var one in objects)
        {
            var isDone = await TryAsync(work.CourseId, [.. one], () => RefreshAsync(one.Key, cancellationToken), cancellationToken).ConfigureAwait(false);
            (isDone ? done : left).AddRange(one);
        }

        return new RefreshedCourse(done, left, TimeSpan.Zero);
    }

    private async Task<SyncFailure?> RefreshAsync(RefreshTarget target, CancellationToken cancellationToken)
    {
        var (course, assignment, user) = (target.CourseId, target.AssignmentId ?? 0, target.UserId ?? 0);
        await (target.Kind switch
        {
            HintKinds.Assignment => refresh.RefreshAssignmentAsync(course, assignment, Hurried, cancellationToken),
            HintKinds.Submission => refresh.RefreshSubmissionAsync(course, assignment, user, Hurried, cancellationToken),
            HintKinds.Student => refresh.RefreshStudentAsync(course, user, Hurried, cancellationToken),
            _ => refresh.RefreshEnrollmentsAsync(course, user, Hurried, cancellationToken),
        }).ConfigureAwait(false);
        return null;
    }

    // A full sync sees what an incremental one leaves to the next: grades that were taken back, work that was hidden again.
    private async Task<SyncFailure?> SyncAsync(long courseId, CancellationToken cancellationToken)
    {
        var report = await bridge.SyncCourseAsync(courseId, progress: null, cancellationToken).ConfigureAwait(false);
        return report.Outcome switch
        {
            CourseSyncOutcome.Succeeded => null,
            CourseSyncOutcome.Failed => report.Failure,
            var outcome => new SyncFailure(outcome.ToString(), "Another sync held the course.", null, IsTransient: true),
        };
    }

    /// <returns>Whether nothing is left to do.</returns>
    private async Task<bool> TryAsync(long courseId, IReadOnlyList<StoredHint> hints, Func<Task<SyncFailure?>> work, CancellationToken cancellationToken)
    {
        SyncFailure? failure;
        try
        {
            failure = await work().ConfigureAwait(false);
        }
        catch (ObjectNotFoundException)
        {
            // The course was removed since.
            failure = null;
        }
#pragma warning disable CA1031 // whatever it is, other courses must go on
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            failure = SyncFailure.From(error);
        }

        var oldest = hints.Min(hint => hint.ReceivedAt);
        if (failure is { IsTransient: true } && time.GetUtcNow().UtcDateTime - oldest < GivenUpAfter)
        {
            return false;
        }

        if (failure is null)
        {
            CanvasOperationsTelemetry.LiveEventDelay.Record((time.GetUtcNow().UtcDateTime - oldest).TotalSeconds);
        }
        else
        {
            CanvasOperationsTelemetry.LiveEventsGivenUp.Add(hints.Count);
            logger.LiveEventGivenUp(courseId, failure.Kind, failure.Text);
        }

        return true;
    }
}
