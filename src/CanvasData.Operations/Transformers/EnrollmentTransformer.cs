using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="EnrollmentRecord"/> to <see cref="CanvasEnrollment"/>; begin with them in rules of your own.</summary>
public sealed class EnrollmentTransformer : ICanvasTransformer<EnrollmentRecord, CanvasEnrollment>
{
    private static readonly GradesRecord NoGrades = new();

    /// <inheritdoc/>
    public void Transform(EnrollmentRecord record, CanvasEnrollment row, TransformContext context)
    {
        var grades = context.Read(record.Grades, nameof(record.Grades)) ?? NoGrades;
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.UserId = context.Key(record.UserId, nameof(row.UserId));
        row.SectionId = context.Read(record.CourseSectionId, nameof(row.SectionId));
        row.Type = context.Read(record.Type, nameof(row.Type));
        row.Role = context.Read(record.Role, nameof(row.Role));
        row.RoleId = context.Read(record.RoleId, nameof(row.RoleId));
        row.EnrollmentState = context.Read(record.EnrollmentState, nameof(row.EnrollmentState));
        row.AssociatedUserId = context.Read(record.AssociatedUserId, nameof(row.AssociatedUserId));
        row.LimitPrivilegesToCourseSection = context.Read(record.LimitPrivilegesToCourseSection, nameof(row.LimitPrivilegesToCourseSection));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.UpdatedAt = context.Read(record.UpdatedAt, nameof(row.UpdatedAt));
        row.StartAt = context.Read(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Read(record.EndAt, nameof(row.EndAt));
        row.LastActivityAt = context.Read(record.LastActivityAt, nameof(row.LastActivityAt));
        row.LastAttendedAt = context.Read(record.LastAttendedAt, nameof(row.LastAttendedAt));
        row.TotalActivityTime = context.Read(record.TotalActivityTime, nameof(row.TotalActivityTime));
        row.CurrentScore = context.Read(grades.CurrentScore, nameof(row.CurrentScore));
        row.FinalScore = context.Read(grades.FinalScore, nameof(row.FinalScore));
        row.CurrentGrade = context.Read(grades.CurrentGrade, nameof(row.CurrentGrade));
        row.FinalGrade = context.Read(grades.FinalGrade, nameof(row.FinalGrade));
        row.UnpostedCurrentScore = context.Read(grades.UnpostedCurrentScore, nameof(row.UnpostedCurrentScore));
        row.UnpostedFinalScore = context.Read(grades.UnpostedFinalScore, nameof(row.UnpostedFinalScore));
        row.UnpostedCurrentGrade = context.Read(grades.UnpostedCurrentGrade, nameof(row.UnpostedCurrentGrade));
        row.UnpostedFinalGrade = context.Read(grades.UnpostedFinalGrade, nameof(row.UnpostedFinalGrade));

        // Canvas sends an override only while there is one; among the grades sent its absence means none.
        var none = grades.CurrentScore.IsSpecified && !grades.OverrideScore.IsSpecified && !grades.OverrideGrade.IsSpecified;
        row.OverrideScore = context.Read(none ? (double?)null : grades.OverrideScore, nameof(row.OverrideScore));
        row.OverrideGrade = context.Read(none ? (string?)null : grades.OverrideGrade, nameof(row.OverrideGrade));

        // The person is a row of its own; one that cannot be read must not be lost without a word.
        context.Read(record.User, nameof(record.User));
    }
}
