using System.Text.Json.Nodes;
using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The built-in rules from <see cref="GradingStandardRecord"/> to <see cref="CanvasGradingStandard"/>; begin with them in rules of your own.</summary>
public sealed class GradingStandardTransformer : ICanvasTransformer<GradingStandardRecord, CanvasGradingStandard>
{
    /// <inheritdoc/>
    public void Transform(GradingStandardRecord record, CanvasGradingStandard row, TransformContext context)
    {
        row.Id = context.Key(record.Id, nameof(row.Id));
        row.Title = context.Read(record.Title, nameof(row.Title));
        row.ContextType = context.Read(record.ContextType, nameof(row.ContextType));
        row.ContextId = context.Read(record.ContextId, nameof(row.ContextId));
        row.PointsBased = context.Read(record.PointsBased, nameof(row.PointsBased));
        row.ScalingFactor = context.Read(record.ScalingFactor, nameof(row.ScalingFactor));
        row.Scheme = context.Read(Scheme(record.GradingScheme, context), nameof(row.Scheme));
    }

    private static Optional<string?> Scheme(Optional<IReadOnlyList<GradingSchemeEntryRecord>?> letters, TransformContext context)
    {
        if (letters.Problem is not null)
        {
            return Optional<string?>.Unreadable(letters.Problem);
        }

        if (letters.Value is null)
        {
            return letters.IsSpecified ? null : default(Optional<string?>);
        }

        var scheme = new JsonArray();
        foreach (var entry in letters.Value)
        {
            if (context.Read(entry?.Name ?? default, "Scheme") is not { } name || context.Read(entry?.Value ?? default, "Scheme") is not { } bound)
            {
                return Optional<string?>.Unreadable("expected names with lower bounds, found an entry that lacks one");
            }

            scheme.Add((JsonNode)new JsonArray(JsonValue.Create(name), JsonValue.Create(bound)));
        }

        return scheme.ToJsonString();
    }
}
