using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="EnrollmentRecord"/> to <see cref="CanvasEnrollment"/>; begin with them in rules of your own.</summary>
public sealed class EnrollmentTransformer : ICanvasTransformer<EnrollmentRecord, CanvasEnrollment>
{
    private static readonly GradesRecord NothingTold = new();

    /// <inheritdoc/>
    public void Transform(EnrollmentRecord record, CanvasEnrollment row, TransformContext context)
    {
        var grades = context.Take(record.Grades, nameof(record.Grades)) ?? NothingTold;
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.UserId = context.Key(record.UserId, nameof(row.UserId));
        row.SectionId = context.Take(record.CourseSectionId, nameof(row.SectionId));
        row.Type = context.Take(record.Type, nameof(row.Type));
        row.Role = context.Take(record.Role, nameof(row.Role));
        row.RoleId = context.Take(record.RoleId, nameof(row.RoleId));
        row.EnrollmentState = context.Take(record.EnrollmentState, nameof(row.EnrollmentState));
        row.AssociatedUserId = context.Take(record.AssociatedUserId, nameof(row.AssociatedUserId));
        row.LimitPrivilegesToCourseSection = context.Take(record.LimitPrivilegesToCourseSection, nameof(row.LimitPrivilegesToCourseSection));
        row.CreatedAt = context.Take(record.CreatedAt, nameof(row.CreatedAt));
        row.UpdatedAt = context.Take(record.UpdatedAt, nameof(row.UpdatedAt));
        row.StartAt = context.Take(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Take(record.EndAt, nameof(row.EndAt));
        row.LastActivityAt = context.Take(record.LastActivityAt, nameof(row.LastActivityAt));
        row.LastAttendedAt = context.Take(record.LastAttendedAt, nameof(row.LastAttendedAt));
        row.TotalActivityTime = context.Take(record.TotalActivityTime, nameof(row.TotalActivityTime));
        row.CurrentScore = context.Take(grades.CurrentScore, nameof(row.CurrentScore));
        row.FinalScore = context.Take(grades.FinalScore, nameof(row.FinalScore));
        row.CurrentGrade = context.Take(grades.CurrentGrade, nameof(row.CurrentGrade));
        row.FinalGrade = context.Take(grades.FinalGrade, nameof(row.FinalGrade));
        row.UnpostedCurrentScore = context.Take(grades.UnpostedCurrentScore, nameof(row.UnpostedCurrentScore));
        row.UnpostedFinalScore = context.Take(grades.UnpostedFinalScore, nameof(row.UnpostedFinalScore));
        row.UnpostedCurrentGrade = context.Take(grades.UnpostedCurrentGrade, nameof(row.UnpostedCurrentGrade));
        row.UnpostedFinalGrade = context.Take(grades.UnpostedFinalGrade, nameof(row.UnpostedFinalGrade));

        // Canvas tells an override only while there is one; among told grades its absence means none.
        var none = grades.CurrentScore.IsTold && !grades.OverrideScore.IsTold && !grades.OverrideGrade.IsTold;
        row.OverrideScore = context.Take(none ? (double?)null : grades.OverrideScore, nameof(row.OverrideScore));
        row.OverrideGrade = context.Take(none ? (string?)null : grades.OverrideGrade, nameof(row.OverrideGrade));

        // The person is a row of its own; one that cannot be read must not be lost without a word.
        context.Take(record.User, nameof(record.User));
    }
}
