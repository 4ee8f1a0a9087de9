using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Sync;

/// <summary>Finds rows of the mirror that Canvas has, and whose parent is not stored. A parent that Canvas no longer has is stored.</summary>
internal static class MirrorOrphans
{
    /// <summary>The rows without their parent.</summary>
    /// <param name="database">The context.</param>
    /// <param name="parent">The id of the parent; null for rows that need none.</param>
    public static IQueryable<TRow> Without<TRow, TParent>(DbContext database, Expression<Func<TRow, long?>> parent)
        where TRow : CanvasRow
        where TParent : CanvasRow
    {
        var parents = database.Rows<TParent>();
        Expression<Func<long?, bool>> isOrphan = id => id != null && !parents.Any(row => row.Id == id);
        return database.Rows<TRow>().Where(row => row.MissingSince == null)
            .Where(Expression.Lambda<Func<TRow, bool>>(new ReplacingExpressionVisitor(isOrphan.Parameters, [parent.Body]).Visit(isOrphan.Body), parent.Parameters));
    }

    /// <summary>The enrollments without their section, in courses of which sections were fetched.</summary>
    public static IQueryable<CanvasEnrollment> EnrollmentsWithoutSection(DbContext database)
    {
        var sections = database.Rows<CanvasSection>();
        return Without<CanvasEnrollment, CanvasSection>(database, row => row.SectionId).Where(row => sections.Any(section => section.CourseId == row.CourseId));
    }
}
