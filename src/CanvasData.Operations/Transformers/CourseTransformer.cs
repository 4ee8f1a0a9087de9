using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="CourseRecord"/> to <see cref="CanvasCourse"/>; begin with them in rules of your own.</summary>
public sealed class CourseTransformer : ICanvasTransformer<CourseRecord, CanvasCourse>
{
    /// <inheritdoc/>
    public void Transform(CourseRecord record, CanvasCourse row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        // A nickname of the calling user hides the real name.
        row.Name = context.Take(record.OriginalName.Value is null ? record.Name : record.OriginalName, nameof(row.Name));
        row.CourseCode = context.Take(record.CourseCode, nameof(row.CourseCode));
        row.Uuid = context.Take(record.Uuid, nameof(row.Uuid));
        row.AccountId = context.Take(record.AccountId, nameof(row.AccountId));
        row.RootAccountId = context.Take(record.RootAccountId, nameof(row.RootAccountId));
        row.TermId = context.Take(record.EnrollmentTermId, nameof(row.TermId));
        row.WorkflowState = context.Take(record.WorkflowState, nameof(row.WorkflowState));
        row.CreatedAt = context.Take(record.CreatedAt, nameof(row.CreatedAt));
        row.StartAt = context.Take(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Take(record.EndAt, nameof(row.EndAt));
        row.RestrictEnrollmentsToCourseDates = context.Take(record.RestrictEnrollmentsToCourseDates, nameof(row.RestrictEnrollmentsToCourseDates));
        row.IsPublic = context.Take(record.IsPublic, nameof(row.IsPublic));
        row.GradingStandardId = context.Take(record.GradingStandardId, nameof(row.GradingStandardId));
        row.GradePassbackSetting = context.Take(record.GradePassbackSetting, nameof(row.GradePassbackSetting));
        row.CourseFormat = context.Take(record.CourseFormat, nameof(row.CourseFormat));
        row.TimeZone = context.Take(record.TimeZone, nameof(row.TimeZone));
        row.Locale = context.Take(record.Locale, nameof(row.Locale));
        row.HideFinalGrades = context.Take(record.HideFinalGrades, nameof(row.HideFinalGrades));
        row.RestrictQuantitativeData = context.Take(record.RestrictQuantitativeData, nameof(row.RestrictQuantitativeData));
        row.ApplyAssignmentGroupWeights = context.Take(record.ApplyAssignmentGroupWeights, nameof(row.ApplyAssignmentGroupWeights));
        row.DefaultView = context.Take(record.DefaultView, nameof(row.DefaultView));
        row.Blueprint = context.Take(record.Blueprint, nameof(row.Blueprint));
        row.Template = context.Take(record.Template, nameof(row.Template));
        row.HasGradingPeriods = context.Take(record.HasGradingPeriods, nameof(row.HasGradingPeriods));
        row.HasWeightedGradingPeriods = context.Take(record.HasWeightedGradingPeriods, nameof(row.HasWeightedGradingPeriods));
        row.TotalStudents = context.Take(record.TotalStudents, nameof(row.TotalStudents));
        row.AccessRestrictedByDate = context.Take(record.AccessRestrictedByDate.IsTold ? record.AccessRestrictedByDate : false, nameof(row.AccessRestrictedByDate));
        row.SisCourseId = context.Take(record.SisCourseId, nameof(row.SisCourseId));
        row.IntegrationId = context.Take(record.IntegrationId, nameof(row.IntegrationId));

        // The term is a row of its own; one that cannot be read must not be lost without a word.
        context.Take(record.Term, nameof(record.Term));
    }
}
