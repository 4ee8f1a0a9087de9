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
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.SortableName = context.Read(record.SortableName, nameof(row.SortableName));
        row.ShortName = context.Read(record.ShortName, nameof(row.ShortName));
        row.LoginId = context.Read(record.LoginId, nameof(row.LoginId));
        row.Email = context.Read(record.Email, nameof(row.Email));
        row.SisUserId = context.Read(record.SisUserId, nameof(row.SisUserId));
        row.IntegrationId = context.Read(record.IntegrationId, nameof(row.IntegrationId));
        row.CreatedAt = context.Read(record.CreatedAt, nameof(row.CreatedAt));
        row.LastLogin = context.Read(record.LastLogin, nameof(row.LastLogin));
        row.Pronouns = context.Read(record.Pronouns, nameof(row.Pronouns));
        row.Locale = context.Read(record.Locale, nameof(row.Locale));
        row.TimeZone = context.Read(record.TimeZone, nameof(row.TimeZone));
        row.MergedIntoUserId = context.Read(record.MergedIntoUserId, nameof(row.MergedIntoUserId));
    }
}
