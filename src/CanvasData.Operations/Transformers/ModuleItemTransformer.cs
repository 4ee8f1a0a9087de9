using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="ModuleItemRecord"/> to <see cref="CanvasModuleItem"/>; begin with them in rules of your own.</summary>
public sealed class ModuleItemTransformer : ICanvasTransformer<ModuleItemRecord, CanvasModuleItem>
{
    /// <inheritdoc/>
    public void Transform(ModuleItemRecord record, CanvasModuleItem row, TransformContext context)
    {
        var requirement = context.Read(record.CompletionRequirement, nameof(record.CompletionRequirement));
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.ModuleId = context.Key(record.ModuleId, nameof(row.ModuleId));
        row.Position = context.Read(record.Position, nameof(row.Position));
        row.Title = context.Read(record.Title, nameof(row.Title));
        row.Indent = context.Read(record.Indent, nameof(row.Indent));
        row.Type = context.Read(record.Type, nameof(row.Type));
        row.ContentId = context.Read(record.ContentId, nameof(row.ContentId));
        row.PageUrl = context.Read(record.PageUrl, nameof(row.PageUrl));
        row.ExternalUrl = context.Read(record.ExternalUrl, nameof(row.ExternalUrl));
        row.HtmlUrl = context.Read(record.HtmlUrl, nameof(row.HtmlUrl));
        row.Published = context.Read(record.Published, nameof(row.Published));

        // Canvas sends a requirement only when there is one.
        row.CompletionType = context.Read(requirement?.Type ?? (string?)null, nameof(row.CompletionType));
        row.CompletionMinScore = context.Read(requirement?.MinScore ?? (double?)null, nameof(row.CompletionMinScore));
    }
}
