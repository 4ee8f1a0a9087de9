using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>
/// Makes the next sync of courses a full one, because rows of them are deleted that an incremental sync would not ask for.
/// A sync that is running loses its lease, so that it does not write what it compared with rows that are gone.
/// </summary>
internal static class FullSyncNext
{
    public static async Task RequireAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        var courses = await CoursesAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false);
        var mark = ReadMark.Only.Compile();
        await database.UpdateAsync(
            database.Rows<CanvasCourseLease>().Where(unit => EF.Parameter(courses).Contains(unit.CourseId)),
            set => set.SetProperty(unit => unit.Epoch, unit => unit.Epoch + 1).SetProperty(unit => unit.LeaseUntil, (DateTime?)null)
                .SetProperty(unit => unit.Watermark, (DateTime?)null).SetProperty(unit => unit.LastFullSyncAt, (DateTime?)null).SetProperty(unit => unit.ListedAt, ReadMark.Only),
            unit => (unit.Epoch, unit.LeaseUntil, unit.Watermark, unit.LastFullSyncAt, unit.ListedAt) = (unit.Epoch + 1, null, null, null, mark(unit)),
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long[]> CoursesAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        if (objectType == CanvasObjectTypes.Course)
        {
            return ids;
        }

        var enrollments = database.Rows<CanvasEnrollmentStatus>();
        var courses = objectType switch
        {
            CanvasObjectTypes.User => enrollments.Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            CanvasObjectTypes.Enrollment => enrollments.Where(row => EF.Parameter(ids).Contains(row.EnrollmentId)).Select(row => row.CourseId),
            _ => database.Rows<CanvasObjectStatus>().Where(row => row.ObjectType == objectType && EF.Parameter(ids).Contains(row.ObjectId) && row.CourseId != null).Select(row => row.CourseId!.Value),
        };
        return [.. (await courses.Distinct().ToListAsync(cancellationToken).ConfigureAwait(false)).Order()];
    }
}
