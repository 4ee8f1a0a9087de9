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
        row.Id = CheckpointKey.Create(record.SubmissionId, row.Tag);
        row.SubmissionId = context.Key(record.SubmissionId, nameof(row.SubmissionId));
        row.CheckpointId = CheckpointKey.Create(record.AssignmentId, row.Tag);
        row.AssignmentId = context.Key(record.AssignmentId, nameof(row.AssignmentId));
        row.UserId = record.StudentId;
        row.DueAt = context.Read(record.DueAt, nameof(row.DueAt));
        row.Score = context.Read(record.Score, nameof(row.Score));
        row.Grade = context.Read(record.Grade, nameof(row.Grade));
        row.EnteredScore = context.Read(record.EnteredScore, nameof(row.EnteredScore));
        row.EnteredGrade = context.Read(record.EnteredGrade, nameof(row.EnteredGrade));
        row.PublishedScore = context.Read(record.PublishedScore, nameof(row.PublishedScore));
        row.PublishedGrade = context.Read(record.PublishedGrade, nameof(row.PublishedGrade));
        row.LatePolicyStatus = context.Read(record.LatePolicyStatus, nameof(row.LatePolicyStatus));
        row.Late = context.Read(record.Late, nameof(row.Late));
        row.Missing = context.Read(record.Missing, nameof(row.Missing));
        row.Excused = context.Read(record.Excused, nameof(row.Excused));
        row.GradeMatchesCurrentSubmission = context.Read(record.GradeMatchesCurrentSubmission, nameof(row.GradeMatchesCurrentSubmission));
        row.CustomGradeStatusId = context.Read(record.CustomGradeStatusId, nameof(row.CustomGradeStatusId));
    }
}
