using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>Objects that a preview takes as deleted already, so that their rows are counted once.</summary>
internal sealed class DeletedObjects
{
    private readonly Dictionary<string, HashSet<long>> _ids = [];

    public void Add(string objectType, IEnumerable<long> ids)
    {
        _ids.TryAdd(objectType, []);
        _ids[objectType].UnionWith(ids);
    }

    /// <summary>Whether an object goes with its course or its user.</summary>
    public bool Hold(long? courseId, long? userId) =>
        (courseId is { } course && _ids.TryGetValue(CanvasObjectTypes.Course, out var courses) && courses.Contains(course)) ||
        (userId is { } user && _ids.TryGetValue(CanvasObjectTypes.User, out var users) && users.Contains(user));

    /// <summary>The rows that are left.</summary>
    public IQueryable<TRow> Remaining<TRow>(IQueryable<TRow> rows) where TRow : class
    {
        if (typeof(TRow).IsAssignableTo(typeof(CanvasCourseRow)) || typeof(TRow) == typeof(CanvasEnrollmentStatus))
        {
            rows = Without(rows, CanvasObjectTypes.Course, nameof(CanvasCourseRow.CourseId), isNullable: false);
        }

        if (typeof(TRow) == typeof(CanvasEnrollment) || typeof(TRow) == typeof(CanvasEnrollmentStatus))
        {
            rows = Without(rows, CanvasObjectTypes.User, nameof(CanvasEnrollment.UserId), isNullable: false);
            rows = Without(rows, CanvasObjectTypes.Enrollment, typeof(TRow) == typeof(CanvasEnrollment) ? nameof(CanvasEnrollment.Id) : nameof(CanvasEnrollmentStatus.EnrollmentId), isNullable: false);
        }

        if (typeof(TRow) == typeof(CanvasSubmission) || typeof(TRow) == typeof(CanvasCheckpointSubmission))
        {
            rows = Without(rows, CanvasObjectTypes.User, nameof(CanvasSubmission.UserId), isNullable: true);
            rows = Without(rows, CanvasObjectTypes.Assignment, nameof(CanvasSubmission.AssignmentId), isNullable: false);
        }

        return rows;
    }

    private IQueryable<TRow> Without<TRow>(IQueryable<TRow> rows, string objectType, string column, bool isNullable) where TRow : class
    {
        if (!_ids.TryGetValue(objectType, out var ids))
        {
            return rows;
        }

        long[] gone = [.. ids];
        return isNullable
            ? rows.Where(row => EF.Property<long?>(row, column) == null || !EF.Parameter(gone).Contains(EF.Property<long?>(row, column)!.Value))
            : rows.Where(row => !EF.Parameter(gone).Contains(EF.Property<long>(row, column)));
    }
}
