using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>What it means that the list of submissions of a course lacks a stored one: one rule for the sync, its guard and the verification.</summary>
internal sealed class SubmissionListing(CourseData data)
{
    private readonly HashSet<long>? _students = data.Enrollments.Complete ? [.. data.Enrollments.Rows.Read().Select(staged => staged.Row.UserId)] : null;

    /// <summary>Whether the list would hold it. Canvas lists submissions of published assignments only; those of others are not lost.</summary>
    public bool Covers(CanvasSubmission row) => !data.UnpublishedAssignments.Contains(row.AssignmentId);

    /// <inheritdoc cref="Covers(CanvasSubmission)"/>
    public bool Covers(CanvasCheckpointSubmission row) => !data.UnpublishedAssignments.Contains(row.AssignmentId);

    /// <summary>Whether it vanished with its assignment or its student.</summary>
    public bool FollowsAnother(CanvasSubmission row) =>
        (data.Assignments.Complete && (!data.Assignments.WasListed(row.AssignmentId) || data.DeletedAssignments.Contains(row.AssignmentId))) ||
        (_students is not null && row.UserId is { } user && !_students.Contains(user));
}
