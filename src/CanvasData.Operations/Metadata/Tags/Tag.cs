namespace CanvasData.Operations.Metadata;

/// <summary>A tag with its uses.</summary>
public sealed record Tag
{
    /// <summary>The id of the tag.</summary>
    public required long Id { get; init; }

    /// <summary>The name as it is shown.</summary>
    public required string Name { get; init; }

    /// <summary>The number of objects that have it.</summary>
    public required int Uses { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The result of a merge.</summary>
public sealed record TagMerge
{
    /// <summary>The name of the tag that stays.</summary>
    public required string Into { get; init; }

    /// <summary>The names of the tags that were deleted.</summary>
    public required IReadOnlyList<string> Merged { get; init; }

    /// <summary>How many objects got the tag that stays.</summary>
    public required int Moved { get; init; }

    /// <summary>How often an object had several of the tags, and keeps one.</summary>
    public required int AlreadyThere { get; init; }
}

/// <summary>An object with tags that were searched for.</summary>
/// <param name="Target">The object.</param>
/// <param name="Name">The name in Canvas; null when it is not stored any more.</param>
/// <param name="Tags">The tags that it has, of those searched for.</param>
public sealed record TaggedObject(MetadataTarget Target, string? Name, IReadOnlyList<string> Tags);

/// <summary>How many of the tags an object must have.</summary>
public enum TagMatch
{
    /// <summary>An object needs one of the tags.</summary>
    Any,

    /// <summary>An object needs all of the tags.</summary>
    All,
}

/// <summary>How a tag was used over time.</summary>
public sealed record TagUsage
{
    /// <summary>The name of the tag.</summary>
    public required string Name { get; init; }

    /// <summary>The number of objects that have it.</summary>
    public required int Uses { get; init; }

    /// <summary>When it was first put on one of these; null when it is on none.</summary>
    public required DateTimeOffset? FirstUsedAt { get; init; }

    /// <summary>When it was last put on one of these; null when it is on none.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The months in which it was put on objects, the earliest first.</summary>
    public required IReadOnlyList<TagMonth> Months { get; init; }
}

/// <summary>A month of a tag's use.</summary>
/// <param name="Month">The first day of the month, in UTC.</param>
/// <param name="Uses">How often the tag was put on an object.</param>
public sealed record TagMonth(DateOnly Month, int Uses);
