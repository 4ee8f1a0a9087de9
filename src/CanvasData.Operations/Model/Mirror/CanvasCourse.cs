namespace CanvasData.Operations.Model;

/// <summary>A course.</summary>
public class CanvasCourse : CanvasRow
{
    /// <summary>The real name, never a nickname.</summary>
    public string? Name { get; set; }

    /// <summary>The short code.</summary>
    public string? CourseCode { get; set; }

    /// <summary>The universally unique id.</summary>
    public string? Uuid { get; set; }

    /// <summary>The account that holds the course.</summary>
    public long? AccountId { get; set; }

    /// <summary>The root account.</summary>
    public long? RootAccountId { get; set; }

    /// <summary>The term.</summary>
    public long? TermId { get; set; }

    /// <summary>The state: unpublished, available, completed or deleted; other values may occur.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The first day; null when the term decides.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>The last day; null when the term decides.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>
    /// Whether participation is restricted to the course dates, instead of the term's (Canvas:
    /// <c>restrict_enrollments_to_course_dates</c>).
    /// </summary>
    public bool? RestrictEnrollmentsToCourseDates { get; set; }

    /// <summary>Whether anyone may see it.</summary>
    public bool? IsPublic { get; set; }

    /// <summary>The letter scheme; null for none of its own.</summary>
    public long? GradingStandardId { get; set; }

    /// <summary>The setting for passing grades back, for example nightly_sync.</summary>
    public string? GradePassbackSetting { get; set; }

    /// <summary>The format: on_campus, online or blended.</summary>
    public string? CourseFormat { get; set; }

    /// <summary>The IANA name of the time zone.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The language.</summary>
    public string? Locale { get; set; }

    /// <summary>Whether students get no totals.</summary>
    public bool? HideFinalGrades { get; set; }

    /// <summary>Whether students get letters only, no scores and no percents. Read with each full pass.</summary>
    public bool? RestrictQuantitativeData { get; set; }

    /// <summary>Whether assignment groups are weighted.</summary>
    public bool? ApplyAssignmentGroupWeights { get; set; }

    /// <summary>The home page.</summary>
    public string? DefaultView { get; set; }

    /// <summary>Whether it is a blueprint.</summary>
    public bool? Blueprint { get; set; }

    /// <summary>Whether it is a template.</summary>
    public bool? Template { get; set; }

    /// <summary>Whether grading periods apply.</summary>
    public bool? HasGradingPeriods { get; set; }

    /// <summary>Whether they are weighted.</summary>
    public bool? HasWeightedGradingPeriods { get; set; }

    /// <summary>The distinct active and invited students, without the test student.</summary>
    public int? TotalStudents { get; set; }

    /// <summary>Whether the token sees nothing but the id, because access is restricted by date.</summary>
    public bool? AccessRestrictedByDate { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisCourseId { get; set; }

    /// <summary>The id in an integrated system; null for none.</summary>
    public string? IntegrationId { get; set; }
}
