namespace CanvasData.Operations.Orchestration;

/// <summary>The kinds of objects that an event may ask to refresh, as in the table.</summary>
internal static class HintKinds
{
    public const string Course = "course";
    public const string Assignment = "assignment";
    public const string Submission = "submission";
    public const string Enrollments = "enrollments";

    /// <summary>The user, the enrollments and all submissions of a student.</summary>
    public const string Student = "student";
}

/// <summary>What an event names. Where the event says no course it is found by what is stored.</summary>
/// <param name="Kind">One of <see cref="HintKinds"/>.</param>
/// <param name="CourseId">The course; null when the event does not say.</param>
/// <param name="AssignmentId">The assignment; null for none.</param>
/// <param name="UserId">The user; null for none, or when the event does not say.</param>
/// <param name="EnrollmentId">The enrollment by which course and user are found; null for none.</param>
internal sealed record EventHint(string Kind, long? CourseId, long? AssignmentId = null, long? UserId = null, long? EnrollmentId = null);

/// <summary>An object to refresh.</summary>
internal readonly record struct RefreshTarget(string Kind, long CourseId, long? AssignmentId, long? UserId)
{
    public static RefreshTarget Course(long courseId) => new(HintKinds.Course, courseId, null, null);
}

/// <summary>A stored hint.</summary>
internal sealed record StoredHint(Guid Id, RefreshTarget Target, DateTime ReceivedAt);
