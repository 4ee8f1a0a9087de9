using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="SubmissionRecord"/> to <see cref="CanvasSubmission"/>; begin with them in rules of your own.</summary>
public sealed class SubmissionTransformer : ICanvasTransformer<SubmissionRecord, CanvasSubmission>
{
    /// <inheritdoc/>
    public void Transform(SubmissionRecord record, CanvasSubmission row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.AssignmentId = context.Key(record.AssignmentId, nameof(row.AssignmentId));
        row.UserId = context.OptionalKey(record.UserId, nameof(row.UserId));
        row.AnonymousId = context.Take(record.AnonymousId, nameof(row.AnonymousId));
        row.WorkflowState = context.Take(record.WorkflowState, nameof(row.WorkflowState));
        row.SubmissionType = context.Take(record.SubmissionType, nameof(row.SubmissionType));
        row.SubmittedAt = context.Take(record.SubmittedAt, nameof(row.SubmittedAt));
        row.Attempt = context.Take(record.Attempt, nameof(row.Attempt));
        row.Score = context.Take(record.Score, nameof(row.Score));
        row.Grade = context.Take(record.Grade, nameof(row.Grade));
        row.EnteredScore = context.Take(record.EnteredScore, nameof(row.EnteredScore));
        row.EnteredGrade = context.Take(record.EnteredGrade, nameof(row.EnteredGrade));
        row.PointsDeducted = context.Take(record.PointsDeducted, nameof(row.PointsDeducted));
        row.LatePolicyStatus = context.Take(record.LatePolicyStatus, nameof(row.LatePolicyStatus));
        row.Late = context.Take(record.Late, nameof(row.Late));
        row.Missing = context.Take(record.Missing, nameof(row.Missing));

        // While nothing was handed in it grows with every look, and a growing number would be a change for ever.
        row.SecondsLate = context.Take(record.SubmittedAt is { IsTold: true, Value: null } ? (double?)null : record.SecondsLate, nameof(row.SecondsLate));
        row.Excused = context.Take(record.Excused, nameof(row.Excused));
        row.GradedAt = context.Take(record.GradedAt, nameof(row.GradedAt));
        row.GraderId = context.Take(record.GraderId, nameof(row.GraderId));
        row.GradeMatchesCurrentSubmission = context.Take(record.GradeMatchesCurrentSubmission, nameof(row.GradeMatchesCurrentSubmission));
        row.PostedAt = context.Take(record.PostedAt, nameof(row.PostedAt));
        row.CachedDueDate = context.Take(record.CachedDueDate, nameof(row.CachedDueDate));
        row.GradingPeriodId = context.Take(record.GradingPeriodId, nameof(row.GradingPeriodId));
        row.CustomGradeStatusId = context.Take(record.CustomGradeStatusId, nameof(row.CustomGradeStatusId));
        row.ExtraAttempts = context.Take(record.ExtraAttempts, nameof(row.ExtraAttempts));
        row.RedoRequest = context.Take(record.RedoRequest, nameof(row.RedoRequest));
    }
}
