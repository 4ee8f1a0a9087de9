namespace CanvasData.Operations.Model;

/// <summary>The late policy of a course.</summary>
public class CanvasLatePolicy : CanvasCourseRow
{
    /// <summary>Whether missing work gets a score.</summary>
    public bool? MissingSubmissionDeductionEnabled { get; set; }

    /// <summary>The percentage taken off for missing work.</summary>
    public double? MissingSubmissionDeduction { get; set; }

    /// <summary>Whether late work loses points.</summary>
    public bool? LateSubmissionDeductionEnabled { get; set; }

    /// <summary>The percentage of the possible points taken off per interval.</summary>
    public double? LateSubmissionDeduction { get; set; }

    /// <summary>The interval: hour or day; other values may occur.</summary>
    public string? LateSubmissionInterval { get; set; }

    /// <summary>Whether there is a floor.</summary>
    public bool? LateSubmissionMinimumPercentEnabled { get; set; }

    /// <summary>The floor, percent.</summary>
    public double? LateSubmissionMinimumPercent { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it was last edited.</summary>
    public DateTime? UpdatedAt { get; set; }
}
