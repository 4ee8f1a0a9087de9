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

    /// <summary>unpublished, available, completed or deleted; open.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>First day; null when the term decides.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>Last day; null when the term decides.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>Whether the course dates bite; else the term dates do.</summary>
    public bool? RestrictEnrollmentsToCourseDates { get; set; }

    /// <summary>Whether anyone may see it.</summary>
    public bool? IsPublic { get; set; }

    /// <summary>The letter scheme; null for none of its own.</summary>
    public long? GradingStandardId { get; set; }

    /// <summary>For example nightly_sync.</summary>
    public string? GradePassbackSetting { get; set; }

    /// <summary>on_campus, online or blended.</summary>
    public string? CourseFormat { get; set; }

    /// <summary>IANA name of the time zone.</summary>
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

    /// <summary>Distinct active and invited students, without the test student.</summary>
    public int? TotalStudents { get; set; }

    /// <summary>True when the token sees nothing but the id.</summary>
    public bool? AccessRestrictedByDate { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisCourseId { get; set; }

    /// <summary>The integration id.</summary>
    public string? IntegrationId { get; set; }
}
