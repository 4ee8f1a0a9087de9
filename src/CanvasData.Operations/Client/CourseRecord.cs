using System.Text.Json.Serialization;

namespace CanvasData.Operations.Client;

/// <summary>A course as Canvas sends it (<c>GET courses/:id</c>). A restricted course is a stub with nothing but its id.</summary>
public sealed class CourseRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The name; a nickname of the calling user hides the real one, which is then in <see cref="OriginalName"/>.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The real name, sent only when the caller has a nickname for the course.</summary>
    public Optional<string?> OriginalName { get; set; }

    /// <summary>The short code.</summary>
    public Optional<string?> CourseCode { get; set; }

    /// <summary>The universally unique id.</summary>
    public Optional<string?> Uuid { get; set; }

    /// <summary>The account that holds the course.</summary>
    public Optional<long?> AccountId { get; set; }

    /// <summary>The root account.</summary>
    public Optional<long?> RootAccountId { get; set; }

    /// <summary>The term.</summary>
    public Optional<long?> EnrollmentTermId { get; set; }

    /// <summary>The state: unpublished, available, completed or deleted; other values may occur.</summary>
    public Optional<string?> WorkflowState { get; set; }

    /// <summary>When the course was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>The first day, null when the term decides.</summary>
    public Optional<DateTimeOffset?> StartAt { get; set; }

    /// <summary>The last day, null when the term decides.</summary>
    public Optional<DateTimeOffset?> EndAt { get; set; }

    /// <summary>Whether participation is restricted to the course dates, instead of the term's.</summary>
    public Optional<bool?> RestrictEnrollmentsToCourseDates { get; set; }

    /// <summary>Whether anyone may see it.</summary>
    public Optional<bool?> IsPublic { get; set; }

    /// <summary>The letter scheme, null for none of its own.</summary>
    public Optional<long?> GradingStandardId { get; set; }

    /// <summary>The setting for passing grades back, for example nightly_sync.</summary>
    public Optional<string?> GradePassbackSetting { get; set; }

    /// <summary>The format: on_campus, online or blended.</summary>
    public Optional<string?> CourseFormat { get; set; }

    /// <summary>The IANA name of the course time zone.</summary>
    public Optional<string?> TimeZone { get; set; }

    /// <summary>The language of the course.</summary>
    public Optional<string?> Locale { get; set; }

    /// <summary>Whether students get no totals.</summary>
    public Optional<bool?> HideFinalGrades { get; set; }

    /// <summary>Whether students get letters only, no scores and no percents; read from the settings of the course.</summary>
    public Optional<bool?> RestrictQuantitativeData { get; set; }

    /// <summary>Whether assignment groups are weighted.</summary>
    public Optional<bool?> ApplyAssignmentGroupWeights { get; set; }

    /// <summary>The home page: feed, wiki, modules, assignments or syllabus.</summary>
    public Optional<string?> DefaultView { get; set; }

    /// <summary>Whether the course is a blueprint.</summary>
    public Optional<bool?> Blueprint { get; set; }

    /// <summary>Whether the course is a template.</summary>
    public Optional<bool?> Template { get; set; }

    /// <summary>Whether grading periods apply.</summary>
    public Optional<bool?> HasGradingPeriods { get; set; }

    /// <summary>Whether the grading periods are weighted.</summary>
    public Optional<bool?> HasWeightedGradingPeriods { get; set; }

    /// <summary>The distinct active and invited students, without the test student.</summary>
    public Optional<int?> TotalStudents { get; set; }

    /// <summary>Whether this is a stub with nothing but the id, because access is restricted by date.</summary>
    public Optional<bool?> AccessRestrictedByDate { get; set; }

    /// <summary>The SIS id; sent only with permission.</summary>
    public Optional<string?> SisCourseId { get; set; }

    /// <summary>The integration id; sent only with permission.</summary>
    public Optional<string?> IntegrationId { get; set; }

    /// <summary>The term, when asked for.</summary>
    public Optional<TermRecord?> Term { get; set; }

    /// <summary>
    /// The Canvas server's clock when it answered (the HTTP <c>Date</c> header); null when unknown. An incremental sync starts from it.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? ServerTime { get; set; }
}

/// <summary>The settings of a course that its own JSON leaves out (<c>GET courses/:id/settings</c>).</summary>
public sealed class CourseSettingsRecord : CanvasRecord
{
    /// <summary>Whether students get letters only, no scores and no percents.</summary>
    public Optional<bool?> RestrictQuantitativeData { get; set; }
}

/// <summary>An enrollment term, as sent inside a course.</summary>
public sealed class TermRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The name of the term.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The first day, null for open.</summary>
    public Optional<DateTimeOffset?> StartAt { get; set; }

    /// <summary>The last day, null for open.</summary>
    public Optional<DateTimeOffset?> EndAt { get; set; }

    /// <summary>The state: active or deleted; other values may occur.</summary>
    public Optional<string?> WorkflowState { get; set; }

    /// <summary>When the term was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>The set of grading periods.</summary>
    public Optional<long?> GradingPeriodGroupId { get; set; }

    /// <summary>The SIS id; sent only with permission.</summary>
    public Optional<string?> SisTermId { get; set; }
}

/// <summary>A section of a course.</summary>
public sealed class SectionRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The course that the section is in now.</summary>
    public Optional<long?> CourseId { get; set; }

    /// <summary>The name of the section.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The first day.</summary>
    public Optional<DateTimeOffset?> StartAt { get; set; }

    /// <summary>The last day.</summary>
    public Optional<DateTimeOffset?> EndAt { get; set; }

    /// <summary>When the section was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>Whether participation is restricted to the section dates.</summary>
    public Optional<bool?> RestrictEnrollmentsToSectionDates { get; set; }

    /// <summary>The course that a cross-listed section came from.</summary>
    public Optional<long?> NonxlistCourseId { get; set; }

    /// <summary>The SIS id; sent only with permission.</summary>
    public Optional<string?> SisSectionId { get; set; }

    /// <summary>The integration id; sent only with permission.</summary>
    public Optional<string?> IntegrationId { get; set; }

    /// <summary>The students in the section, when asked for.</summary>
    public Optional<int?> TotalStudents { get; set; }
}
