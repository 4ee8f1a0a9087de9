namespace CanvasData.Operations.Model;

/// <summary>
/// A change of the totals of an enrollment. Append-only. What was before the first change is in its previous values; without any change it
/// is the current row.
/// </summary>
public class CanvasGradeHistory
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The enrollment.</summary>
    public long EnrollmentId { get; set; }

    /// <summary>The student.</summary>
    public long UserId { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>When a sync saw the change.</summary>
    public DateTime RecordedAt { get; set; }

    /// <summary>The kind of change: changed, removed (Canvas no longer has it) or returned.</summary>
    public string Change { get; set; } = "";

    /// <summary>The current score, percent; null is no score, after the change.</summary>
    public double? CurrentScore { get; set; }

    /// <summary>The current score, percent; null is no score, before the change.</summary>
    public double? PreviousCurrentScore { get; set; }

    /// <summary>The final score, percent, after the change.</summary>
    public double? FinalScore { get; set; }

    /// <summary>The final score, percent, before the change.</summary>
    public double? PreviousFinalScore { get; set; }

    /// <summary>The letter of the current score after the change.</summary>
    public string? CurrentGrade { get; set; }

    /// <summary>The letter of the current score before the change.</summary>
    public string? PreviousCurrentGrade { get; set; }

    /// <summary>The letter of the final score after the change.</summary>
    public string? FinalGrade { get; set; }

    /// <summary>The letter of the final score before the change.</summary>
    public string? PreviousFinalGrade { get; set; }

    /// <summary>The unposted current score, percent, after the change.</summary>
    public double? UnpostedCurrentScore { get; set; }

    /// <summary>The unposted current score, percent, before the change.</summary>
    public double? PreviousUnpostedCurrentScore { get; set; }

    /// <summary>The unposted final score, percent, after the change.</summary>
    public double? UnpostedFinalScore { get; set; }

    /// <summary>The unposted final score, percent, before the change.</summary>
    public double? PreviousUnpostedFinalScore { get; set; }

    /// <summary>The override, percent, after the change.</summary>
    public double? OverrideScore { get; set; }

    /// <summary>The override, percent, before the change.</summary>
    public double? PreviousOverrideScore { get; set; }

    /// <summary>The letter of the override after the change.</summary>
    public string? OverrideGrade { get; set; }

    /// <summary>The letter of the override before the change.</summary>
    public string? PreviousOverrideGrade { get; set; }

    /// <summary>The enrollment state after the change.</summary>
    public string? EnrollmentState { get; set; }

    /// <summary>The enrollment state before the change.</summary>
    public string? PreviousEnrollmentState { get; set; }
}
