using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>What a tag may be called.</summary>
internal static class TagChecks
{
    /// <summary>The name as it is shown, and its identity.</summary>
    public static TagName Name(string? name, string argument)
    {
        var result = new TagName(TagNames.Clean(name ?? ""), TagNames.Key(name ?? ""));
        return result.Key.Length switch
        {
            0 => throw new InvalidArgumentException(argument, "the tag is empty.", "Give a name with at least one letter."),
            > TagNames.MaxLength => throw new InvalidArgumentException(
                argument, string.Create(CultureInfo.InvariantCulture, $"the tag has {result.Key.Length} characters."), $"Give at most {TagNames.MaxLength} characters."),
            _ => result,
        };
    }

    /// <summary>Names without those that are one with an earlier one.</summary>
    public static List<TagName> Names(IReadOnlyCollection<string> names, string argument)
    {
        ArgumentNullException.ThrowIfNull(names, argument);
        return names.Count == 0
            ? throw new InvalidArgumentException(argument, "there is no tag.", "Give at least one tag.")
            : [.. names.Select((name, i) => Name(name, string.Create(CultureInfo.InvariantCulture, $"{argument}[{i}]"))).DistinctBy(name => name.Key)];
    }

    public static List<MetadataTarget> Targets(IReadOnlyCollection<MetadataTarget> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var place = 0;
        foreach (var target in targets)
        {
            TargetTable.CheckType(target?.Type, string.Create(CultureInfo.InvariantCulture, $"targets[{place++}]"));
        }

        return [.. targets.Distinct()];
    }
}

/// <summary>A tag's name.</summary>
/// <param name="Shown">The spelling.</param>
/// <param name="Key">The identity.</param>
internal sealed record TagName(string Shown, string Key);
