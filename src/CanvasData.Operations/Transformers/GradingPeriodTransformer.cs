using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="GradingPeriodRecord"/> to <see cref="CanvasGradingPeriod"/>; begin with them in rules of your own.</summary>
public sealed class GradingPeriodTransformer : ICanvasTransformer<GradingPeriodRecord, CanvasGradingPeriod>
{
    /// <inheritdoc/>
    public void Transform(GradingPeriodRecord record, CanvasGradingPeriod row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.GradingPeriodGroupId = context.Take(record.GradingPeriodGroupId, nameof(row.GradingPeriodGroupId));
        row.Title = context.Take(record.Title, nameof(row.Title));
        row.StartDate = context.Take(record.StartDate, nameof(row.StartDate));
        row.EndDate = context.Take(record.EndDate, nameof(row.EndDate));
        row.CloseDate = context.Take(record.CloseDate, nameof(row.CloseDate));
        row.Weight = context.Take(record.Weight, nameof(row.Weight));
        row.IsClosed = context.Take(record.IsClosed, nameof(row.IsClosed));
    }
}
