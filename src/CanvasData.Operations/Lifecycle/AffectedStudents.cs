using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>A student whom the deletion of an object concerns.</summary>
internal sealed class AffectedStudent
{
    public required long ObjectId { get; init; }

    public required long UserId { get; init; }
}

/// <summary>Who is affected by the deletion of objects: the students enrolled in a course or section, or with work on an assignment, or the person.</summary>
internal static class AffectedStudents
{
    public static Task<int> CountAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken) =>
        Of(database, objectType, ids).Select(row => row.UserId).Distinct().CountAsync(cancellationToken);

    /// <summary>Each object with each of its students, perhaps more than once.</summary>
    public static IQueryable<AffectedStudent> Of(DbContext database, string objectType, long[] ids)
    {
        var students = database.Rows<CanvasEnrollment>().Where(EnrollmentRules.Student);
        var work = database.Rows<CanvasSubmission>().Where(row => row.UserId != null);
        return objectType switch
        {
            CanvasObjectTypes.Course => students.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => new AffectedStudent { ObjectId = row.CourseId, UserId = row.UserId }),
            CanvasObjectTypes.Section => students.Where(row => row.SectionId != null && EF.Parameter(ids).Contains(row.SectionId!.Value)).Select(row => new AffectedStudent { ObjectId = row.SectionId!.Value, UserId = row.UserId }),
            CanvasObjectTypes.Enrollment => students.Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => new AffectedStudent { ObjectId = row.Id, UserId = row.UserId }),
            CanvasObjectTypes.User => students.Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => new AffectedStudent { ObjectId = row.UserId, UserId = row.UserId }),
            CanvasObjectTypes.Assignment => work.Where(row => EF.Parameter(ids).Contains(row.AssignmentId)).Select(row => new AffectedStudent { ObjectId = row.AssignmentId, UserId = row.UserId!.Value }),
            CanvasObjectTypes.AssignmentGroup =>
                from row in work
                join assignment in database.Rows<CanvasAssignment>() on row.AssignmentId equals assignment.Id
                where assignment.AssignmentGroupId != null && EF.Parameter(ids).Contains(assignment.AssignmentGroupId!.Value)
                select new AffectedStudent { ObjectId = assignment.AssignmentGroupId!.Value, UserId = row.UserId!.Value },
            _ =>
                from module in database.Rows<CanvasModule>()
                join row in students on module.CourseId equals row.CourseId
                where EF.Parameter(ids).Contains(module.Id)
                select new AffectedStudent { ObjectId = module.Id, UserId = row.UserId },
        };
    }
}
