namespace CanvasData.Operations.Model;

/// <summary>A letter scheme; several courses may share it.</summary>
public class CanvasGradingStandard : CanvasRow
{
    /// <summary>The title of the scheme.</summary>
    public string? Title { get; set; }

    /// <summary>The owner: Course or Account; other values may occur.</summary>
    public string? ContextType { get; set; }

    /// <summary>The course or account.</summary>
    public long? ContextId { get; set; }

    /// <summary>Whether bounds are points.</summary>
    public bool? PointsBased { get; set; }

    /// <summary>The points that make 100 percent.</summary>
    public double? ScalingFactor { get; set; }

    /// <summary>The letters, highest first, as JSON: [["A",0.94],["A-",0.9]].</summary>
    public string? Scheme { get; set; }
}
