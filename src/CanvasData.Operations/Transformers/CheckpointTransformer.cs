using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="CheckpointRecord"/> to <see cref="CanvasCheckpoint"/>; begin with them in rules of your own.</summary>
public sealed class CheckpointTransformer : ICanvasTransformer<CheckpointRecord, CanvasCheckpoint>
{
    /// <inheritdoc/>
    public void Transform(CheckpointRecord record, CanvasCheckpoint row, TransformContext context)
    {
        row.Tag = context.KeyText(record.Tag, nameof(row.Tag));
        row.Id = CheckpointKey.Create(record.AssignmentId, row.Tag);
        row.AssignmentId = context.Key(record.AssignmentId, nameof(row.AssignmentId));
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.PointsPossible = context.Read(record.PointsPossible, nameof(row.PointsPossible));
        row.DueAt = context.Read(record.DueAt, nameof(row.DueAt));
        row.UnlockAt = context.Read(record.UnlockAt, nameof(row.UnlockAt));
        row.LockAt = context.Read(record.LockAt, nameof(row.LockAt));
        row.OnlyVisibleToOverrides = context.Read(record.OnlyVisibleToOverrides, nameof(row.OnlyVisibleToOverrides));

        // The overrides are looked at for the due date of each student; a list that cannot be read must not be lost without a word.
        context.Read(record.Overrides, nameof(record.Overrides));
    }
}
