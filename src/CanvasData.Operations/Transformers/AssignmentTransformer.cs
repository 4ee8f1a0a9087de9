using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="AssignmentRecord"/> to <see cref="CanvasAssignment"/>; begin with them in rules of your own.</summary>
public sealed class AssignmentTransformer : ICanvasTransformer<AssignmentRecord, CanvasAssignment>
{
    /// <inheritdoc/>
    public void Transform(AssignmentRecord record, CanvasAssignment row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.AssignmentGroupId = context.Read(record.AssignmentGroupId, nameof(row.AssignmentGroupId));
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.DueAt = context.Read(record.DueAt, nameof(row.DueAt));
        row.UnlockAt = context.Read(record.UnlockAt, nameof(row.UnlockAt));
        row.LockAt = context.Read(record.LockAt, nameof(row.LockAt));
        row.PointsPossible = context.Read(record.PointsPossible, nameof(row.PointsPossible));
        row.GradingType = context.Read(record.GradingType, nameof(row.GradingType));
        row.GradingStandardId = context.Read(record.GradingStandardId, nameof(row.GradingStandardId));
        row.SubmissionTypes = context.Read(record.SubmissionTypes, nameof(row.SubmissionTypes));
        row.WorkflowState = context.Read(record.WorkflowState, nameof(row.WorkflowState));
        row.Published = context.Read(record.Published, nameof(row.Published));
        row.OmitFromFinalGrade = context.Read(record.OmitFromFinalGrade, nameof(row.OmitFromFinalGrade));
        row.HideInGradebook = context.Read(record.HideInGradebook, nameof(row.HideInGradebook));
        row.Position = context.Read(record.Position, nameof(row.Position));
        row.NeedsGradingCount = context.Read(record.NeedsGradingCount, nameof(row.NeedsGradingCount));
        row.PostManually = context.Read(record.PostManually.IsSpecified ? record.PostManually : record.Muted, nameof(row.PostManually));
        row.AnonymousGrading = context.Read(record.AnonymousGrading, nameof(row.AnonymousGrading));
        row.ModeratedGrading = context.Read(record.ModeratedGrading, nameof(row.ModeratedGrading));
        row.AllowedAttempts = context.Read(record.AllowedAttempts, nameof(row.AllowedAttempts));
        row.PeerReviews = context.Read(record.PeerReviews, nameof(row.PeerReviews));
        row.GroupCategoryId = context.Read(record.GroupCategoryId, nameof(row.GroupCategoryId));
        row.GradeGroupStudentsIndividually = context.Read(record.GradeGroupStudentsIndividually, nameof(row.GradeGroupStudentsIndividually));
        row.HasOverrides = context.Read(record.HasOverrides, nameof(row.HasOverrides));
        row.OnlyVisibleToOverrides = context.Read(record.OnlyVisibleToOverrides, nameof(row.OnlyVisibleToOverrides));
        row.VisibleToEveryone = context.Read(record.VisibleToEveryone, nameof(row.VisibleToEveryone));
        row.HasSubAssignments = context.Read(record.HasSubAssignments, nameof(row.HasSubAssignments));
        row.HasSubmittedSubmissions = context.Read(record.HasSubmittedSubmissions, nameof(row.HasSubmittedSubmissions));
        row.QuizId = context.Read(record.QuizId, nameof(row.QuizId));
        row.IsQuizAssignment = context.Read(record.IsQuizAssignment, nameof(row.IsQuizAssignment));
        row.IsQuizLtiAssignment = context.Read(record.IsQuizLtiAssignment, nameof(row.IsQuizLtiAssignment));
        row.ImportantDates = context.Read(record.ImportantDates, nameof(row.ImportantDates));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.UpdatedAt = context.Read(record.UpdatedAt, nameof(row.UpdatedAt));
        row.HtmlUrl = context.Read(record.HtmlUrl, nameof(row.HtmlUrl));
        row.SisAssignmentId = context.Read(record.SisAssignmentId, nameof(row.SisAssignmentId));
        row.IntegrationId = context.Read(record.IntegrationId, nameof(row.IntegrationId));

        // Overrides and checkpoints are rows of their own; a list that cannot be read must not be lost without a word.
        context.Read(record.Overrides, nameof(record.Overrides));
        context.Read(record.Checkpoints, nameof(record.Checkpoints));
    }
}
