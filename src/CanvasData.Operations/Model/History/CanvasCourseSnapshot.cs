namespace CanvasData.Operations.Model;

/// <summary>The counts of a course at the end of a sync that changed it. Append-only. The test student is never counted.</summary>
public class CanvasCourseSnapshot
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>When it was taken.</summary>
    public DateTime RecordedAt { get; set; }

    /// <summary>The distinct students with an enrollment that Canvas still has.</summary>
    public int TotalStudents { get; set; }

    /// <summary>The distinct students with an active enrollment.</summary>
    public int ActiveStudents { get; set; }

    /// <summary>The assignments that Canvas still has.</summary>
    public int TotalAssignments { get; set; }

    /// <summary>The published assignments that Canvas still has.</summary>
    public int PublishedAssignments { get; set; }

    /// <summary>The assignments with at least one score that Canvas still has.</summary>
    public int GradedAssignments { get; set; }

    /// <summary>The work submitted during the last seven days.</summary>
    public int RecentSubmissions { get; set; }

    /// <summary>The work submitted and not graded.</summary>
    public int PendingGrading { get; set; }

    /// <summary>The mean current score of active students, percent; null when none has a score.</summary>
    public double? AverageScore { get; set; }

    /// <summary>The median current score of active students, percent; null when none has a score.</summary>
    public double? MedianScore { get; set; }

    /// <summary>The share of active students with a score who reach the passing score, 0 to 1; null when none has a score.</summary>
    public double? PassingRate { get; set; }
}
