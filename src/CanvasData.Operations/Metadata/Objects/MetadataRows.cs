using CanvasData.Operations.Client;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>How one kind of metadata is found, made, changed and shown.</summary>
/// <param name="Select">The stored rows of some changes, and perhaps others of the same objects.</param>
/// <param name="KeyOfRow">The key of a row.</param>
/// <param name="KeyOfChange">The key of the row of a change.</param>
/// <param name="Create">A new row.</param>
/// <param name="Apply">Changes a row.</param>
/// <param name="Show">The row as callers see it.</param>
internal sealed record MetadataRows<TRow>(
    Func<IQueryable<TRow>, CheckedChange[], IQueryable<TRow>> Select, Func<TRow, (long Id, string? Name)> KeyOfRow, Func<CheckedChange, (long Id, string? Name)> KeyOfChange,
    Func<CheckedChange, TRow> Create, Action<CheckedChange, TRow> Apply, Func<TRow, object> Show)
    where TRow : class, IVersionedRow;

/// <summary>The kinds of metadata.</summary>
internal static class MetadataRows
{
    public static readonly MetadataRows<CanvasStudentMetadata> Students = new(
        (rows, changes) => rows.Where(row => EF.Parameter(Ids(changes)).Contains(row.UserId)),
        row => (row.UserId, null),
        change => (change.Target.Id, null),
        change => new CanvasStudentMetadata { UserId = change.Target.Id },
        (change, row) =>
        {
            var student = (StudentMetadataChange)change.Change;
            Set(student.CustomGroupId, value => row.CustomGroupId = value);
            Set(student.EnrollmentDate, value => row.EnrollmentDate = value is { } time ? UtcDateTimeConverter.ToMicroseconds(time.UtcDateTime) : null);
        },
        row => MetadataReader.StudentOf(row, null));

    public static readonly MetadataRows<CanvasAssignmentMetadata> Assignments = new(
        (rows, changes) => rows.Where(row => EF.Parameter(Ids(changes)).Contains(row.AssignmentId)),
        row => (row.AssignmentId, null),
        change => (change.Target.Id, null),
        change => new CanvasAssignmentMetadata { AssignmentId = change.Target.Id },
        (change, row) =>
        {
            var assignment = (AssignmentMetadataChange)change.Change;
            Set(assignment.DifficultyRating, value => row.DifficultyRating = value);
            Set(assignment.EstimatedHours, value => row.EstimatedHours = value);
        },
        row => MetadataReader.AssignmentOf(row, null, null));

    public static readonly MetadataRows<CanvasCourseMetadata> Courses = new(
        (rows, changes) => rows.Where(row => EF.Parameter(Ids(changes)).Contains(row.CourseId)),
        row => (row.CourseId, null),
        change => (change.Target.Id, null),
        change => new CanvasCourseMetadata { CourseId = change.Target.Id },
        (change, row) =>
        {
            var course = (CourseMetadataChange)change.Change;
            Set(course.CustomColor, value => row.CustomColor = value);
            Set(course.CourseHours, value => row.CourseHours = value);
            Set(course.TrackingEnabled, value => row.TrackingEnabled = value);
        },
        row => MetadataReader.CourseOf(row, null));

    /// <summary>Values of custom fields on one kind of target.</summary>
    public static MetadataRows<CanvasCustomFieldValue> CustomFields(string targetType, MetadataOptions options) => new(
        (rows, changes) => rows.Where(row => row.TargetType == targetType && EF.Parameter(Ids(changes)).Contains(row.TargetId) && EF.Parameter(Names(changes)).Contains(row.Name)),
        row => (row.TargetId, row.Name),
        change => (change.Target.Id, change.Field!.Name),
        change => new CanvasCustomFieldValue { TargetType = targetType, TargetId = change.Target.Id, Name = change.Field!.Name },
        (change, row) => row.Value = change.Text!,
        row => MetadataReader.ValueOf(row, options));

    private static long[] Ids(CheckedChange[] changes) => [.. changes.Select(change => change.Target.Id).Distinct()];

    private static string[] Names(CheckedChange[] changes) => [.. changes.Select(change => change.Field!.Name).Distinct()];

    private static void Set<T>(Optional<T> value, Action<T> set)
    {
        if (value.IsSpecified)
        {
            set(value.Value);
        }
    }
}
