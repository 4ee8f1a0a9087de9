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
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.Position = context.Read(record.Position, nameof(row.Position));
        row.UnlockAt = context.Read(record.UnlockAt, nameof(row.UnlockAt));
        row.RequireSequentialProgress = context.Read(record.RequireSequentialProgress, nameof(row.RequireSequentialProgress));
        row.Published = context.Read(record.Published, nameof(row.Published));
        row.ItemsCount = context.Read(record.ItemsCount, nameof(row.ItemsCount));

        // The items are rows of their own; a list that cannot be read must not be lost without a word.
        context.Read(record.Items, nameof(record.Items));
    }
}
