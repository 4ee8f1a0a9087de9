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
        row.AnonymousId = context.Read(record.AnonymousId, nameof(row.AnonymousId));
        row.WorkflowState = context.Read(record.WorkflowState, nameof(row.WorkflowState));
        row.SubmissionType = context.Read(record.SubmissionType, nameof(row.SubmissionType));
        row.SubmittedAt = context.Read(record.SubmittedAt, nameof(row.SubmittedAt));
        row.Attempt = context.Read(record.Attempt, nameof(row.Attempt));
        row.Score = context.Read(record.Score, nameof(row.Score));
        row.Grade = context.Read(record.Grade, nameof(row.Grade));
        row.EnteredScore = context.Read(record.EnteredScore, nameof(row.EnteredScore));
        row.EnteredGrade = context.Read(record.EnteredGrade, nameof(row.EnteredGrade));
        row.PointsDeducted = context.Read(record.PointsDeducted, nameof(row.PointsDeducted));
        row.LatePolicyStatus = context.Read(record.LatePolicyStatus, nameof(row.LatePolicyStatus));
        row.Late = context.Read(record.Late, nameof(row.Late));
        row.Missing = context.Read(record.Missing, nameof(row.Missing));

        // While nothing was submitted it grows with every look, and a growing number would be a change for ever.
        row.SecondsLate = context.Read(record.SubmittedAt is { IsSpecified: true, Value: null } ? (double?)null : record.SecondsLate, nameof(row.SecondsLate));
        row.Excused = context.Read(record.Excused, nameof(row.Excused));
        row.GradedAt = context.Read(record.GradedAt, nameof(row.GradedAt));
        row.GraderId = context.Read(record.GraderId, nameof(row.GraderId));
        row.GradeMatchesCurrentSubmission = context.Read(record.GradeMatchesCurrentSubmission, nameof(row.GradeMatchesCurrentSubmission));
        row.PostedAt = context.Read(record.PostedAt, nameof(row.PostedAt));
        row.PostedAtUnspecified = record.PostedAt.IsSpecified ? null : true;
        if (!record.PostedAt.IsSpecified)
        {
            // A row that is stored keeps what it has: a grade that Canvas once called hidden stays hidden.
            context.LeaveUnspecified(nameof(row.PostedAtUnspecified));
        }

        row.CachedDueDate = context.Read(record.CachedDueDate, nameof(row.CachedDueDate));
        row.GradingPeriodId = context.Read(record.GradingPeriodId, nameof(row.GradingPeriodId));
        row.CustomGradeStatusId = context.Read(record.CustomGradeStatusId, nameof(row.CustomGradeStatusId));
        row.ExtraAttempts = context.Read(record.ExtraAttempts, nameof(row.ExtraAttempts));
        row.RedoRequest = context.Read(record.RedoRequest, nameof(row.RedoRequest));
    }
}
