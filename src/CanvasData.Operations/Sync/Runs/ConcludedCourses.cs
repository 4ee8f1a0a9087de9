using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>The courses that have ended. Canvas does not let people work in them, so they are read rarely.</summary>
internal static class ConcludedCourses
{
    /// <summary>Whether a course has ended, by Canvas's clock where that came with the course.</summary>
    public static bool Contain(CourseRecord course, DateTime clock)
    {
        // Without the restriction the dates of the term apply, and those of the course are often left over from a copy.
        var end = course.RestrictEnrollmentsToCourseDates.Value == true ? course.EndAt.Value : course.Term.Value?.EndAt.Value;
        return course.WorkflowState.Value == CourseStates.Completed || end <= (course.ServerTime ?? new DateTimeOffset(clock, TimeSpan.Zero));
    }

    /// <summary>Whether the last full pass since the end is recent enough. The passes of a school spread over the interval.</summary>
    public static bool CanWait(long courseId, ListedMoments moments, SyncProfile profile, DateTime clock, TimeSpan interval) =>
        moments.ConcludedPassAt(profile) is { } passed && passed <= clock && !RecurringWork.IsDue(courseId, passed, clock, interval);

    /// <summary>Decides whether an incremental run leaves a course alone.</summary>
    /// <returns>The report of a course that has ended and whose next full pass is not due; null for any other.</returns>
    public static CourseSyncReport? Leave(long id, CourseRecord? listed, KnownLease? lease, SyncProfile profile, DateTimeOffset now, TimeSpan interval) =>
        listed is null || !Contain(listed, now.UtcDateTime) || !CanWait(id, ListedMoments.Parse(lease?.ListedAt), profile, now.UtcDateTime, interval)
            ? null
            : new CourseSyncReport
            {
                CourseId = id,
                Outcome = CourseSyncOutcome.Succeeded,
                Strategy = SyncStrategy.Incremental,
                Skipped = new Dictionary<string, string> { ["course"] = $"The course has ended. It gets a full pass every {interval.TotalDays:0.#} days (SyncOptions.ConcludedInterval)." },
            };
}
