using System.Linq.Expressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>The part of a course that one assignment, one student or both of them choose.</summary>
internal sealed record CoursePart(long? AssignmentId, long? UserId)
{
    /// <summary>The rows of the part. Only these can be found missing.</summary>
    public Expression<Func<TRow, bool>> Of<TRow>(long course) where TRow : CanvasCourseRow
    {
        LambdaExpression rows = (AssignmentId, UserId) switch
        {
            ({ } assignment, _) when typeof(TRow) == typeof(CanvasAssignment) => For<CanvasAssignment>(row => row.CourseId == course && row.Id == assignment),
            ({ } assignment, _) when typeof(TRow) == typeof(CanvasAssignmentOverride) => For<CanvasAssignmentOverride>(row => row.CourseId == course && row.AssignmentId == assignment),
            ({ } assignment, _) when typeof(TRow) == typeof(CanvasCheckpoint) => For<CanvasCheckpoint>(row => row.CourseId == course && row.AssignmentId == assignment),
            (_, { } user) when typeof(TRow) == typeof(CanvasEnrollment) => For<CanvasEnrollment>(row => row.CourseId == course && row.UserId == user),
            (null, { } user) when typeof(TRow) == typeof(CanvasSubmission) => For<CanvasSubmission>(row => row.CourseId == course && row.UserId == user),
            ({ } assignment, { } user) when typeof(TRow) == typeof(CanvasSubmission) =>
                For<CanvasSubmission>(row => row.CourseId == course && row.AssignmentId == assignment && row.UserId == user),
            (null, { } user) when typeof(TRow) == typeof(CanvasCheckpointSubmission) => For<CanvasCheckpointSubmission>(row => row.CourseId == course && row.UserId == user),
            ({ } assignment, { } user) when typeof(TRow) == typeof(CanvasCheckpointSubmission) =>
                For<CanvasCheckpointSubmission>(row => row.CourseId == course && row.AssignmentId == assignment && row.UserId == user),
            _ => For<TRow>(_ => false),
        };
        return (Expression<Func<TRow, bool>>)rows;
    }

    private static Expression<Func<TRow, bool>> For<TRow>(Expression<Func<TRow, bool>> rows) => rows;
}
