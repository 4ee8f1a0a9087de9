using CanvasData.Operations.Model;

namespace CanvasData.Operations.Queries;

/// <summary>An object of Canvas and its life. One that no sync has tracked counts as active.</summary>
public sealed record TrackedObject : IQueryRow<TrackedObject>
{
    /// <summary>The type, one of <see cref="CanvasObjectTypes"/>.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The Canvas id.</summary>
    public required long ObjectId { get; init; }

    /// <summary>The course; null for a user.</summary>
    public required long? CourseId { get; init; }

    /// <summary>The name or title.</summary>
    public required string? Name { get; init; }

    /// <summary>Whether Canvas has it.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Whether it vanished and waits for a decision.</summary>
    public required bool PendingDeletion { get; init; }

    /// <summary>When it vanished; null while Canvas has it.</summary>
    public required DateTime? RemovedAt { get; init; }

    /// <summary>The last complete listing that held it; null while Canvas has it.</summary>
    public required DateTime? LastSeenAt { get; init; }

    static IReadOnlyList<string> IQueryRow<TrackedObject>.Key => [nameof(ObjectType), nameof(ObjectId)];

    static string IQueryRow<TrackedObject>.DefaultSort => "ObjectType,ObjectId";
}

/// <summary>An enrollment of any role and its life. One that no sync has tracked counts as active.</summary>
public sealed record TrackedEnrollment : IQueryRow<TrackedEnrollment>
{
    /// <summary>The enrollment.</summary>
    public required long EnrollmentId { get; init; }

    /// <summary>The course.</summary>
    public required long CourseId { get; init; }

    /// <summary>The name.</summary>
    public required string? CourseName { get; init; }

    /// <summary>The person.</summary>
    public required long UserId { get; init; }

    /// <summary>The full name.</summary>
    public required string? UserName { get; init; }

    /// <summary>The type: StudentEnrollment, TeacherEnrollment and others.</summary>
    public required string? Type { get; init; }

    /// <summary>The state: active, invited, completed and others.</summary>
    public required string? EnrollmentState { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTime? EnrolledAt { get; init; }

    /// <summary>Whether Canvas has it.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Whether it vanished and waits for a decision.</summary>
    public required bool PendingDeletion { get; init; }

    /// <summary>When it vanished; null while Canvas has it.</summary>
    public required DateTime? RemovedAt { get; init; }

    static IReadOnlyList<string> IQueryRow<TrackedEnrollment>.Key => [nameof(EnrollmentId)];

    static string IQueryRow<TrackedEnrollment>.DefaultSort => "CourseId,UserId";
}

/// <summary>An object that vanished from Canvas and waits for a decision, because something depends on it.</summary>
public sealed record PendingDeletion : IQueryRow<PendingDeletion>
{
    /// <summary>The type, one of <see cref="CanvasObjectTypes"/>, or enrollment.</summary>
    public required string ObjectType { get; init; }

    /// <summary>The Canvas id.</summary>
    public required long ObjectId { get; init; }

    /// <summary>The course; null for a user.</summary>
    public required long? CourseId { get; init; }

    /// <summary>When a complete listing first lacked it.</summary>
    public required DateTime? RemovedAt { get; init; }

    /// <summary>The reason why it waits.</summary>
    public required string? RemovalReason { get; init; }

    /// <summary>Whether notes, tags or other data of the portal depend on it; false for enrollments, which have none.</summary>
    public required bool UserDataExists { get; init; }

    /// <summary>Whether history depends on it.</summary>
    public required bool HistoricalDataExists { get; init; }

    /// <summary>The last complete listing that held it.</summary>
    public required DateTime? LastSeenAt { get; init; }

    static IReadOnlyList<string> IQueryRow<PendingDeletion>.Key => [nameof(ObjectType), nameof(ObjectId)];

    static string IQueryRow<PendingDeletion>.DefaultSort => "-RemovedAt";
}

/// <summary>The lifecycle states that a listing shows besides active objects.</summary>
[Flags]
public enum LifecycleStates
{
    /// <summary>The active ones only.</summary>
    Active = 0,

    /// <summary>The objects that Canvas no longer has, too.</summary>
    Inactive = 1,

    /// <summary>The objects that wait for a decision, too.</summary>
    PendingDeletion = 2,
}
