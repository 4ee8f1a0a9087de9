namespace CanvasData.Operations.Model;

/// <summary>A group of assignments.</summary>
public class CanvasAssignmentGroup : CanvasCourseRow
{
    /// <summary>The name of the group.</summary>
    public string? Name { get; set; }

    /// <summary>The order in the course.</summary>
    public int? Position { get; set; }

    /// <summary>The percentage; counts only when the course applies weights; sums may differ from 100.</summary>
    public double? GroupWeight { get; set; }

    /// <summary>The number of lowest scores that are dropped; null for none.</summary>
    public int? DropLowest { get; set; }

    /// <summary>The number of highest scores that are dropped; null for none.</summary>
    public int? DropHighest { get; set; }

    /// <summary>The ids of assignments that are never dropped, separated by commas; null for none.</summary>
    public string? NeverDrop { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisSourceId { get; set; }
}
