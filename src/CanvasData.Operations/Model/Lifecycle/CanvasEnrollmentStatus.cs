namespace CanvasData.Operations.Model;

/// <summary>Whether an enrollment still exists in Canvas; outlives the enrollment. Unique by enrollment.</summary>
public class CanvasEnrollmentStatus : CanvasLifecycleRow
{
    /// <summary>The Canvas enrollment id.</summary>
    public long EnrollmentId { get; set; }

    /// <summary>The person.</summary>
    public long UserId { get; set; }

    /// <summary>The course.</summary>
    public long CourseId { get; set; }
}
