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
        row.Name = context.Read(record.OriginalName.Value is null ? record.Name : record.OriginalName, nameof(row.Name));
        row.CourseCode = context.Read(record.CourseCode, nameof(row.CourseCode));
        row.Uuid = context.Read(record.Uuid, nameof(row.Uuid));
        row.AccountId = context.Read(record.AccountId, nameof(row.AccountId));
        row.RootAccountId = context.Read(record.RootAccountId, nameof(row.RootAccountId));
        row.TermId = context.Read(record.EnrollmentTermId, nameof(row.TermId));
        row.WorkflowState = context.Read(record.WorkflowState, nameof(row.WorkflowState));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.StartAt = context.Read(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Read(record.EndAt, nameof(row.EndAt));
        row.RestrictEnrollmentsToCourseDates = context.Read(record.RestrictEnrollmentsToCourseDates, nameof(row.RestrictEnrollmentsToCourseDates));
        row.IsPublic = context.Read(record.IsPublic, nameof(row.IsPublic));
        row.GradingStandardId = context.Read(record.GradingStandardId, nameof(row.GradingStandardId));
        row.GradePassbackSetting = context.Read(record.GradePassbackSetting, nameof(row.GradePassbackSetting));
        row.CourseFormat = context.Read(record.CourseFormat, nameof(row.CourseFormat));
        row.TimeZone = context.Read(record.TimeZone, nameof(row.TimeZone));
        row.Locale = context.Read(record.Locale, nameof(row.Locale));
        row.HideFinalGrades = context.Read(record.HideFinalGrades, nameof(row.HideFinalGrades));
        row.RestrictQuantitativeData = context.Read(record.RestrictQuantitativeData, nameof(row.RestrictQuantitativeData));
        row.ApplyAssignmentGroupWeights = context.Read(record.ApplyAssignmentGroupWeights, nameof(row.ApplyAssignmentGroupWeights));
        row.DefaultView = context.Read(record.DefaultView, nameof(row.DefaultView));
        row.Blueprint = context.Read(record.Blueprint, nameof(row.Blueprint));
        row.Template = context.Read(record.Template, nameof(row.Template));
        row.HasGradingPeriods = context.Read(record.HasGradingPeriods, nameof(row.HasGradingPeriods));
        row.HasWeightedGradingPeriods = context.Read(record.HasWeightedGradingPeriods, nameof(row.HasWeightedGradingPeriods));
        row.TotalStudents = context.Read(record.TotalStudents, nameof(row.TotalStudents));
        row.AccessRestrictedByDate = context.Read(record.AccessRestrictedByDate.IsSpecified ? record.AccessRestrictedByDate : false, nameof(row.AccessRestrictedByDate));
        row.SisCourseId = context.Read(record.SisCourseId, nameof(row.SisCourseId));
        row.IntegrationId = context.Read(record.IntegrationId, nameof(row.IntegrationId));

        // The term is a row of its own; one that cannot be read must not be lost without a word.
        context.Read(record.Term, nameof(record.Term));
    }
}
