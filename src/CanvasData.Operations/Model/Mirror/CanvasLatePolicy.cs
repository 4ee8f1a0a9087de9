namespace CanvasData.Operations.Model;

/// <summary>The late policy of a course.</summary>
public class CanvasLatePolicy : CanvasCourseRow
{
    /// <summary>Whether missing work gets a score.</summary>
    public bool? MissingSubmissionDeductionEnabled { get; set; }

    /// <summary>Percent taken off for missing work.</summary>
    public double? MissingSubmissionDeduction { get; set; }

    /// <summary>Whether late work loses points.</summary>
    public bool? LateSubmissionDeductionEnabled { get; set; }

    /// <summary>Percent of the possible points an interval.</summary>
    public double? LateSubmissionDeduction { get; set; }

    /// <summary>hour or day; open.</summary>
    public string? LateSubmissionInterval { get; set; }

    /// <summary>Whether there is a floor.</summary>
    public bool? LateSubmissionMinimumPercentEnabled { get; set; }

    /// <summary>The floor, percent.</summary>
    public double? LateSubmissionMinimumPercent { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>When it was last edited.</summary>
    public DateTime? UpdatedAt { get; set; }
}
