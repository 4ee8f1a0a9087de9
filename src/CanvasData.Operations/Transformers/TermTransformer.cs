using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="TermRecord"/> to <see cref="CanvasTerm"/>; begin with them in rules of your own.</summary>
public sealed class TermTransformer : ICanvasTransformer<TermRecord, CanvasTerm>
{
    /// <inheritdoc/>
    public void Transform(TermRecord record, CanvasTerm row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.StartAt = context.Read(record.StartAt, nameof(row.StartAt));
        row.EndAt = context.Read(record.EndAt, nameof(row.EndAt));
        row.WorkflowState = context.Read(record.WorkflowState, nameof(row.WorkflowState));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.GradingPeriodGroupId = context.Read(record.GradingPeriodGroupId, nameof(row.GradingPeriodGroupId));
        row.SisTermId = context.Read(record.SisTermId, nameof(row.SisTermId));
    }
}
