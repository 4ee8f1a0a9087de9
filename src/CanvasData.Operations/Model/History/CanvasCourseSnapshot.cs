namespace CanvasData.Operations.Model;

/// <summary>Counts of a course at the end of a sync that changed it. Append-only. The test student is never counted.</summary>
public class CanvasCourseSnapshot
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }

    /// <summary>When it was taken.</summary>
    public DateTime RecordedAt { get; set; }

    /// <summary>Distinct students with an enrollment that Canvas still has.</summary>
    public int TotalStudents { get; set; }

    /// <summary>Of these, students with an active enrollment.</summary>
    public int ActiveStudents { get; set; }

    /// <summary>Assignments that Canvas still has.</summary>
    public int TotalAssignments { get; set; }

    /// <summary>Of these, published ones.</summary>
    public int PublishedAssignments { get; set; }

    /// <summary>Of these, assignments with at least one score.</summary>
    public int GradedAssignments { get; set; }

    /// <summary>Submissions handed in during the last seven days.</summary>
    public int RecentSubmissions { get; set; }

    /// <summary>Submissions handed in and not graded.</summary>
    public int PendingGrading { get; set; }

    /// <summary>Mean current score of active students, percent; null when none has a score.</summary>
    public double? AverageScore { get; set; }

    /// <summary>Median current score of active students, percent; null when none has a score.</summary>
    public double? MedianScore { get; set; }

    /// <summary>Share of active students with a score who reach the passing score, 0 to 1; null when none has a score.</summary>
    public double? PassingRate { get; set; }
}
