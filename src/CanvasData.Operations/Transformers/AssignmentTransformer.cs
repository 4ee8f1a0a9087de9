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
        row.AssignmentGroupId = context.Take(record.AssignmentGroupId, nameof(row.AssignmentGroupId));
        row.Name = context.Take(record.Name, nameof(row.Name));
        row.DueAt = context.Take(record.DueAt, nameof(row.DueAt));
        row.UnlockAt = context.Take(record.UnlockAt, nameof(row.UnlockAt));
        row.LockAt = context.Take(record.LockAt, nameof(row.LockAt));
        row.PointsPossible = context.Take(record.PointsPossible, nameof(row.PointsPossible));
        row.GradingType = context.Take(record.GradingType, nameof(row.GradingType));
        row.GradingStandardId = context.Take(record.GradingStandardId, nameof(row.GradingStandardId));
        row.SubmissionTypes = context.Take(record.SubmissionTypes, nameof(row.SubmissionTypes));
        row.WorkflowState = context.Take(record.WorkflowState, nameof(row.WorkflowState));
        row.Published = context.Take(record.Published, nameof(row.Published));
        row.OmitFromFinalGrade = context.Take(record.OmitFromFinalGrade, nameof(row.OmitFromFinalGrade));
        row.HideInGradebook = context.Take(record.HideInGradebook, nameof(row.HideInGradebook));
        row.Position = context.Take(record.Position, nameof(row.Position));
        row.NeedsGradingCount = context.Take(record.NeedsGradingCount, nameof(row.NeedsGradingCount));
        row.PostManually = context.Take(record.PostManually, nameof(row.PostManually));
        row.AnonymousGrading = context.Take(record.AnonymousGrading, nameof(row.AnonymousGrading));
        row.ModeratedGrading = context.Take(record.ModeratedGrading, nameof(row.ModeratedGrading));
        row.AllowedAttempts = context.Take(record.AllowedAttempts, nameof(row.AllowedAttempts));
        row.PeerReviews = context.Take(record.PeerReviews, nameof(row.PeerReviews));
        row.GroupCategoryId = context.Take(record.GroupCategoryId, nameof(row.GroupCategoryId));
        row.GradeGroupStudentsIndividually = context.Take(record.GradeGroupStudentsIndividually, nameof(row.GradeGroupStudentsIndividually));
        row.HasOverrides = context.Take(record.HasOverrides, nameof(row.HasOverrides));
        row.OnlyVisibleToOverrides = context.Take(record.OnlyVisibleToOverrides, nameof(row.OnlyVisibleToOverrides));
        row.VisibleToEveryone = context.Take(record.VisibleToEveryone, nameof(row.VisibleToEveryone));
        row.HasSubAssignments = context.Take(record.HasSubAssignments, nameof(row.HasSubAssignments));
        row.HasSubmittedSubmissions = context.Take(record.HasSubmittedSubmissions, nameof(row.HasSubmittedSubmissions));
        row.QuizId = context.Take(record.QuizId, nameof(row.QuizId));
        row.IsQuizAssignment = context.Take(record.IsQuizAssignment, nameof(row.IsQuizAssignment));
        row.IsQuizLtiAssignment = context.Take(record.IsQuizLtiAssignment, nameof(row.IsQuizLtiAssignment));
        row.ImportantDates = context.Take(record.ImportantDates, nameof(row.ImportantDates));
        row.CreatedAt = context.Take(record.CreatedAt, nameof(row.CreatedAt));
        row.UpdatedAt = context.Take(record.UpdatedAt, nameof(row.UpdatedAt));
        row.HtmlUrl = context.Take(record.HtmlUrl, nameof(row.HtmlUrl));
        row.SisAssignmentId = context.Take(record.SisAssignmentId, nameof(row.SisAssignmentId));
        row.IntegrationId = context.Take(record.IntegrationId, nameof(row.IntegrationId));

        // Overrides and checkpoints are rows of their own; a list that cannot be read must not be lost without a word.
        context.Take(record.Overrides, nameof(record.Overrides));
        context.Take(record.Checkpoints, nameof(record.Checkpoints));
    }
}
