using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="CheckpointSubmissionRecord"/> to <see cref="CanvasCheckpointSubmission"/>; begin with them in rules of your own.</summary>
public sealed class CheckpointSubmissionTransformer : ICanvasTransformer<CheckpointSubmissionRecord, CanvasCheckpointSubmission>
{
    /// <inheritdoc/>
    public void Transform(CheckpointSubmissionRecord record, CanvasCheckpointSubmission row, TransformContext context)
    {
        row.Tag = context.KeyText(record.SubAssignmentTag, nameof(row.Tag));
        row.Id = CheckpointKey.Of(record.SubmissionId, row.Tag);
        row.SubmissionId = context.Key(record.SubmissionId, nameof(row.SubmissionId));
        row.CheckpointId = CheckpointKey.Of(record.AssignmentId, row.Tag);
        row.AssignmentId = context.Key(record.AssignmentId, nameof(row.AssignmentId));
        row.UserId = record.StudentId;
        row.DueAt = context.Take(record.DueAt, nameof(row.DueAt));
        row.Score = context.Take(record.Score, nameof(row.Score));
        row.Grade = context.Take(record.Grade, nameof(row.Grade));
        row.EnteredScore = context.Take(record.EnteredScore, nameof(row.EnteredScore));
        row.EnteredGrade = context.Take(record.EnteredGrade, nameof(row.EnteredGrade));
        row.PublishedScore = context.Take(record.PublishedScore, nameof(row.PublishedScore));
        row.PublishedGrade = context.Take(record.PublishedGrade, nameof(row.PublishedGrade));
        row.LatePolicyStatus = context.Take(record.LatePolicyStatus, nameof(row.LatePolicyStatus));
        row.Late = context.Take(record.Late, nameof(row.Late));
        row.Missing = context.Take(record.Missing, nameof(row.Missing));
        row.Excused = context.Take(record.Excused, nameof(row.Excused));
        row.GradeMatchesCurrentSubmission = context.Take(record.GradeMatchesCurrentSubmission, nameof(row.GradeMatchesCurrentSubmission));
        row.CustomGradeStatusId = context.Take(record.CustomGradeStatusId, nameof(row.CustomGradeStatusId));
    }
}
