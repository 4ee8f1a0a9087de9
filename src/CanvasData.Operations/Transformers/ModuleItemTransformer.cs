using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="ModuleItemRecord"/> to <see cref="CanvasModuleItem"/>; begin with them in rules of your own.</summary>
public sealed class ModuleItemTransformer : ICanvasTransformer<ModuleItemRecord, CanvasModuleItem>
{
    /// <inheritdoc/>
    public void Transform(ModuleItemRecord record, CanvasModuleItem row, TransformContext context)
    {
        var requirement = context.Take(record.CompletionRequirement, nameof(record.CompletionRequirement));
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.ModuleId = context.Key(record.ModuleId, nameof(row.ModuleId));
        row.Position = context.Take(record.Position, nameof(row.Position));
        row.Title = context.Take(record.Title, nameof(row.Title));
        row.Indent = context.Take(record.Indent, nameof(row.Indent));
        row.Type = context.Take(record.Type, nameof(row.Type));
        row.ContentId = context.Take(record.ContentId, nameof(row.ContentId));
        row.PageUrl = context.Take(record.PageUrl, nameof(row.PageUrl));
        row.ExternalUrl = context.Take(record.ExternalUrl, nameof(row.ExternalUrl));
        row.HtmlUrl = context.Take(record.HtmlUrl, nameof(row.HtmlUrl));
        row.Published = context.Take(record.Published, nameof(row.Published));

        // Canvas tells a requirement only when there is one.
        row.CompletionType = context.Take(requirement?.Type ?? (string?)null, nameof(row.CompletionType));
        row.CompletionMinScore = context.Take(requirement?.MinScore ?? (double?)null, nameof(row.CompletionMinScore));
    }
}
