using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="ModuleRecord"/> to <see cref="CanvasModule"/>; begin with them in rules of your own.</summary>
public sealed class ModuleTransformer : ICanvasTransformer<ModuleRecord, CanvasModule>
{
    /// <inheritdoc/>
    public void Transform(ModuleRecord record, CanvasModule row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Name = context.Take(record.Name, nameof(row.Name));
        row.Position = context.Take(record.Position, nameof(row.Position));
        row.UnlockAt = context.Take(record.UnlockAt, nameof(row.UnlockAt));
        row.RequireSequentialProgress = context.Take(record.RequireSequentialProgress, nameof(row.RequireSequentialProgress));
        row.Published = context.Take(record.Published, nameof(row.Published));
        row.ItemsCount = context.Take(record.ItemsCount, nameof(row.ItemsCount));

        // The items are rows of their own; a list that cannot be read must not be lost without a word.
        context.Take(record.Items, nameof(record.Items));
    }
}
