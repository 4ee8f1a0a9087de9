namespace CanvasData.Operations.Model;

/// <summary>A module of a course.</summary>
public class CanvasModule : CanvasCourseRow
{
    /// <summary>The name of the module.</summary>
    public string? Name { get; set; }

    /// <summary>The order in the course.</summary>
    public int? Position { get; set; }

    /// <summary>When it opens.</summary>
    public DateTime? UnlockAt { get; set; }

    /// <summary>Whether items must be done in order.</summary>
    public bool? RequireSequentialProgress { get; set; }

    /// <summary>Whether students see it.</summary>
    public bool? Published { get; set; }

    /// <summary>The number of items.</summary>
    public int? ItemsCount { get; set; }
}
