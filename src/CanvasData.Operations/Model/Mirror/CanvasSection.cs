namespace CanvasData.Operations.Model;

/// <summary>A section of a course.</summary>
public class CanvasSection : CanvasCourseRow
{
    /// <summary>The name of the section.</summary>
    public string? Name { get; set; }

    /// <summary>The first day.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>The last day.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>Whether participation is restricted to the section dates (Canvas: <c>restrict_enrollments_to_section_dates</c>).</summary>
    public bool? RestrictEnrollmentsToSectionDates { get; set; }

    /// <summary>The course that a cross-listed section came from.</summary>
    public long? NonxlistCourseId { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisSectionId { get; set; }

    /// <summary>The id in an integrated system; null for none.</summary>
    public string? IntegrationId { get; set; }
}
