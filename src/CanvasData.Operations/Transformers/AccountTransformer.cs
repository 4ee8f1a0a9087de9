using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="AccountRecord"/> to <see cref="CanvasAccount"/>; begin with them in rules of your own.</summary>
public sealed class AccountTransformer : ICanvasTransformer<AccountRecord, CanvasAccount>
{
    /// <inheritdoc/>
    public void Transform(AccountRecord record, CanvasAccount row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.ParentAccountId = context.Read(record.ParentAccountId, nameof(row.ParentAccountId));
        row.RootAccountId = context.Read(record.RootAccountId, nameof(row.RootAccountId));
        row.WorkflowState = context.Read(record.WorkflowState, nameof(row.WorkflowState));
        row.DefaultTimeZone = context.Read(record.DefaultTimeZone, nameof(row.DefaultTimeZone));
        row.Uuid = context.Read(record.Uuid, nameof(row.Uuid));
        row.SisAccountId = context.Read(record.SisAccountId, nameof(row.SisAccountId));
        row.IntegrationId = context.Read(record.IntegrationId, nameof(row.IntegrationId));
    }
}
