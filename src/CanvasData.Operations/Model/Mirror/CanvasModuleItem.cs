namespace CanvasData.Operations.Model;

/// <summary>An entry of a module.</summary>
public class CanvasModuleItem : CanvasCourseRow
{
    /// <summary>The module.</summary>
    public long ModuleId { get; set; }

    /// <summary>The order in the module.</summary>
    public int? Position { get; set; }

    /// <summary>The title of the item.</summary>
    public string? Title { get; set; }

    /// <summary>The level of indentation.</summary>
    public int? Indent { get; set; }

    /// <summary>
    /// The type: File, Page, Discussion, Assignment, Quiz, SubHeader, ExternalUrl or ExternalTool; other values may occur.
    /// </summary>
    public string? Type { get; set; }

    /// <summary>The id of what it shows; the id of the topic for a graded discussion.</summary>
    public long? ContentId { get; set; }

    /// <summary>The page.</summary>
    public string? PageUrl { get; set; }

    /// <summary>The address of a link or tool.</summary>
    public string? ExternalUrl { get; set; }

    /// <summary>The page in Canvas.</summary>
    public string? HtmlUrl { get; set; }

    /// <summary>Whether students see it.</summary>
    public bool? Published { get; set; }

    /// <summary>The requirement that completes it: must_view, must_submit and others.</summary>
    public string? CompletionType { get; set; }

    /// <summary>The points, for min_score.</summary>
    public double? CompletionMinScore { get; set; }
}
