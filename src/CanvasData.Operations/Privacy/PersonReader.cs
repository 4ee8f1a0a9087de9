using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Privacy;

/// <summary>Finds the accounts and the courses of a person.</summary>
internal static class PersonReader
{
    /// <returns>The given account, and those that were merged with it directly or through others.</returns>
    public static async Task<long[]> AccountsAsync(DbContext database, long userId, CancellationToken cancellationToken)
    {
        var known = new HashSet<long> { userId };
        var open = known.ToArray();
        while (open.Length > 0)
        {
            var near = await database.Rows<CanvasUser>()
                .Where(row => EF.Parameter(open).Contains(row.Id) && row.MergedIntoUserId != null).Select(row => row.MergedIntoUserId!.Value)
                .Concat(database.Rows<CanvasUser>().Where(row => row.MergedIntoUserId != null && EF.Parameter(open).Contains(row.MergedIntoUserId!.Value)).Select(row => row.Id))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            open = [.. near.Where(known.Add)];
        }

        return [.. known.Order()];
    }

    /// <returns>The courses of which something is stored about the accounts.</returns>
    public static async Task<long[]> CoursesAsync(DbContext database, long[] ids, CancellationToken cancellationToken)
    {
        IQueryable<long>[] sources =
        [
            database.Rows<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            database.Rows<CanvasEnrollmentStatus>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            database.Rows<CanvasSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.CourseId),
            database.Rows<CanvasGradeHistory>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            database.Rows<CanvasAssignmentScoreHistory>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.CourseId),
            database.Rows<CanvasArchivedGradeHistory>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            database.Rows<CanvasArchivedScoreHistory>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.CourseId),
            database.Rows<CanvasOfferingSnapshot>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.CourseId),
            database.Rows<CanvasQuarantinedRecord>().Where(row => row.CanvasId != null && EF.Parameter(ids).Contains(row.CanvasId!.Value)).Select(row => row.CourseId),
        ];
        var courses = new SortedSet<long>();
        foreach (var source in sources)
        {
            courses.UnionWith(await source.Distinct().ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return [.. courses];
    }
}
