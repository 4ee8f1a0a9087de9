namespace CanvasData.Operations.Client;

/// <summary>A module of a course.</summary>
public sealed class ModuleRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The name of the module.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The order in the course.</summary>
    public Optional<int?> Position { get; set; }

    /// <summary>When it opens.</summary>
    public Optional<DateTimeOffset?> UnlockAt { get; set; }

    /// <summary>Whether items must be done in order.</summary>
    public Optional<bool?> RequireSequentialProgress { get; set; }

    /// <summary>Whether students see it.</summary>
    public Optional<bool?> Published { get; set; }

    /// <summary>The number of items.</summary>
    public Optional<int?> ItemsCount { get; set; }

    /// <summary>The complete list of items: a client that yields a module completes it.</summary>
    public Optional<IReadOnlyList<ModuleItemRecord>?> Items { get; set; }
}

/// <summary>An entry of a module.</summary>
public sealed class ModuleItemRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The module.</summary>
    public Optional<long?> ModuleId { get; set; }

    /// <summary>The order in the module.</summary>
    public Optional<int?> Position { get; set; }

    /// <summary>The title of the item.</summary>
    public Optional<string?> Title { get; set; }

    /// <summary>The level of indentation.</summary>
    public Optional<int?> Indent { get; set; }

    /// <summary>
    /// The type: File, Page, Discussion, Assignment, Quiz, SubHeader, ExternalUrl or ExternalTool; other values may occur.
    /// </summary>
    public Optional<string?> Type { get; set; }

    /// <summary>The id of what it shows; the id of the topic for a graded discussion.</summary>
    public Optional<long?> ContentId { get; set; }

    /// <summary>The page, for a page.</summary>
    public Optional<string?> PageUrl { get; set; }

    /// <summary>The address, for a link or a tool.</summary>
    public Optional<string?> ExternalUrl { get; set; }

    /// <summary>The page in Canvas.</summary>
    public Optional<string?> HtmlUrl { get; set; }

    /// <summary>Whether students see it.</summary>
    public Optional<bool?> Published { get; set; }

    /// <summary>The requirement that completes it; null for none.</summary>
    public Optional<CompletionRequirementRecord?> CompletionRequirement { get; set; }
}

/// <summary>The requirement that completes a module item.</summary>
public sealed class CompletionRequirementRecord : CanvasRecord
{
    /// <summary>
    /// The type: must_view, must_submit, must_contribute, min_score, min_percentage or must_mark_done; other values may occur.
    /// </summary>
    public Optional<string?> Type { get; set; }

    /// <summary>The points, for min_score.</summary>
    public Optional<double?> MinScore { get; set; }
}
