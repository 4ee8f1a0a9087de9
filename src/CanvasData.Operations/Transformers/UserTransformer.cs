using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="UserRecord"/> to <see cref="CanvasUser"/>; begin with them in rules of your own.</summary>
public sealed class UserTransformer : ICanvasTransformer<UserRecord, CanvasUser>
{
    /// <inheritdoc/>
    public void Transform(UserRecord record, CanvasUser row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Name = context.Take(record.Name, nameof(row.Name));
        row.SortableName = context.Take(record.SortableName, nameof(row.SortableName));
        row.ShortName = context.Take(record.ShortName, nameof(row.ShortName));
        row.LoginId = context.Take(record.LoginId, nameof(row.LoginId));
        row.Email = context.Take(record.Email, nameof(row.Email));
        row.SisUserId = context.Take(record.SisUserId, nameof(row.SisUserId));
        row.IntegrationId = context.Take(record.IntegrationId, nameof(row.IntegrationId));
        row.CreatedAt = context.Take(record.CreatedAt, nameof(row.CreatedAt));
        row.LastLogin = context.Take(record.LastLogin, nameof(row.LastLogin));
        row.Pronouns = context.Take(record.Pronouns, nameof(row.Pronouns));
        row.Locale = context.Take(record.Locale, nameof(row.Locale));
        row.TimeZone = context.Take(record.TimeZone, nameof(row.TimeZone));
        row.MergedIntoUserId = context.Take(record.MergedIntoUserId, nameof(row.MergedIntoUserId));
    }
}
