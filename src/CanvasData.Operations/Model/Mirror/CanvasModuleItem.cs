namespace CanvasData.Operations.Model;

/// <summary>One entry of a module.</summary>
public class CanvasModuleItem : CanvasCourseRow
{
    /// <summary>The module.</summary>
    public long ModuleId { get; set; }

    /// <summary>Order in the module.</summary>
    public int? Position { get; set; }

    /// <summary>The title.</summary>
    public string? Title { get; set; }

    /// <summary>Level of indentation.</summary>
    public int? Indent { get; set; }

    /// <summary>File, Page, Discussion, Assignment, Quiz, SubHeader, ExternalUrl or ExternalTool; open.</summary>
    public string? Type { get; set; }

    /// <summary>Id of what it shows; the id of the topic for a graded discussion.</summary>
    public long? ContentId { get; set; }

    /// <summary>The page.</summary>
    public string? PageUrl { get; set; }

    /// <summary>The address of a link or tool.</summary>
    public string? ExternalUrl { get; set; }

    /// <summary>Its page in Canvas.</summary>
    public string? HtmlUrl { get; set; }

    /// <summary>Whether students see it.</summary>
    public bool? Published { get; set; }

    /// <summary>What completes it: must_view, must_submit and others; open.</summary>
    public string? CompletionType { get; set; }

    /// <summary>Points, for min_score.</summary>
    public double? CompletionMinScore { get; set; }
}
