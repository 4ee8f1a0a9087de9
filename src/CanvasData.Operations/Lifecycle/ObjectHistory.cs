using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace CanvasData.Operations.Lifecycle;

/// <summary>The history of one kind of object: which rows of a table of Layer 2 belong to which object.</summary>
internal static class ObjectHistory
{
    /// <summary>Finds the column by which changes of scores belong to objects.</summary>
    /// <returns>The column; null where such objects have none.</returns>
    public static Expression<Func<CanvasAssignmentScoreHistory, long?>>? Scores(string objectType) => objectType switch
    {
        CanvasObjectTypes.Course => row => row.CourseId,
        CanvasObjectTypes.User => row => row.UserId,
        CanvasObjectTypes.Assignment => row => row.AssignmentId,
        _ => null,
    };

    /// <summary>Finds the column by which changes of totals belong to objects.</summary>
    /// <inheritdoc cref="Scores" path="/returns"/>
    public static Expression<Func<CanvasGradeHistory, long?>>? Grades(string objectType) => objectType switch
    {
        CanvasObjectTypes.Course => row => row.CourseId,
        CanvasObjectTypes.User => row => row.UserId,
        CanvasObjectTypes.Enrollment => row => row.EnrollmentId,
        _ => null,
    };

    /// <summary>Finds the column by which snapshots belong to objects.</summary>
    /// <inheritdoc cref="Scores" path="/returns"/>
    public static Expression<Func<CanvasCourseSnapshot, long?>>? Snapshots(string objectType) => objectType == CanvasObjectTypes.Course ? row => row.CourseId : null;

    /// <summary>Selects the rows of a table, or of its archive, that belong to some objects.</summary>
    /// <typeparam name="TRow">The table.</typeparam>
    /// <typeparam name="TStored">The table, or its archive.</typeparam>
    /// <param name="database">The context.</param>
    /// <param name="column">The column, as above.</param>
    /// <param name="ids">The objects.</param>
    public static IQueryable<TStored> Of<TRow, TStored>(DbContext database, Expression<Func<TRow, long?>> column, long[] ids) where TStored : class, TRow
    {
        Expression<Func<long?, bool>> isWanted = id => id != null && EF.Parameter(ids).Contains(id!.Value);
        var row = Expression.Parameter(typeof(TStored), "row");
        var value = new ReplacingExpressionVisitor(column.Parameters, [row]).Visit(column.Body);
        return database.Rows<TStored>().Where(Expression.Lambda<Func<TStored, bool>>(new ReplacingExpressionVisitor(isWanted.Parameters, [value]).Visit(isWanted.Body), row));
    }
}
