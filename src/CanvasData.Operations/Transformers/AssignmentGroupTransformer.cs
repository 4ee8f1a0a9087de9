using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="AssignmentGroupRecord"/> to <see cref="CanvasAssignmentGroup"/>; begin with them in rules of your own.</summary>
public sealed class AssignmentGroupTransformer : ICanvasTransformer<AssignmentGroupRecord, CanvasAssignmentGroup>
{
    /// <inheritdoc/>
    public void Transform(AssignmentGroupRecord record, CanvasAssignmentGroup row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Name = context.Read(record.Name, nameof(row.Name));
        row.Position = context.Read(record.Position, nameof(row.Position));
        row.GroupWeight = context.Read(record.GroupWeight, nameof(row.GroupWeight));

        // Canvas sends no empty rules: among the rules sent an absent one means none.
        var rules = context.Read(record.Rules, nameof(record.Rules));
        row.DropLowest = context.Read(Rule(record, rules?.DropLowest ?? default), nameof(row.DropLowest));
        row.DropHighest = context.Read(Rule(record, rules?.DropHighest ?? default), nameof(row.DropHighest));
        row.NeverDrop = context.Read(Rule(record, rules?.NeverDrop ?? default), nameof(row.NeverDrop));
        row.SisSourceId = context.Read(record.SisSourceId, nameof(row.SisSourceId));
    }

    private static Optional<T?> Rule<T>(AssignmentGroupRecord record, Optional<T?> rule)
    {
        return record.Rules.IsSpecified && !rule.IsSpecified ? new Optional<T?>(default) : rule;
    }
}
