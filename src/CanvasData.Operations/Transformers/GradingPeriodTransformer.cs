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
        row.GradingPeriodGroupId = context.Read(record.GradingPeriodGroupId, nameof(row.GradingPeriodGroupId));
        row.Title = context.Read(record.Title, nameof(row.Title));
        row.StartDate = context.Read(record.StartDate, nameof(row.StartDate));
        row.EndDate = context.Read(record.EndDate, nameof(row.EndDate));
        row.CloseDate = context.Read(record.CloseDate, nameof(row.CloseDate));
        row.Weight = context.Read(record.Weight, nameof(row.Weight));
        row.IsClosed = context.Read(record.IsClosed, nameof(row.IsClosed));
    }
}
