namespace CanvasData.Operations.Model;

/// <summary>A group of assignments.</summary>
public class CanvasAssignmentGroup : CanvasCourseRow
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Order in the course.</summary>
    public int? Position { get; set; }

    /// <summary>Percent; counts only when the course applies weights; sums may differ from 100.</summary>
    public double? GroupWeight { get; set; }

    /// <summary>How many of the lowest are dropped; null for none.</summary>
    public int? DropLowest { get; set; }

    /// <summary>How many of the highest are dropped; null for none.</summary>
    public int? DropHighest { get; set; }

    /// <summary>Ids of assignments that are never dropped, separated by commas; null for none.</summary>
    public string? NeverDrop { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisSourceId { get; set; }
}
