namespace CanvasData.Operations.Model;

/// <summary>A section of a course.</summary>
public class CanvasSection : CanvasCourseRow
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>First day.</summary>
    public DateTime? StartAt { get; set; }

    /// <summary>Last day.</summary>
    public DateTime? EndAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>Whether the section dates bite.</summary>
    public bool? RestrictEnrollmentsToSectionDates { get; set; }

    /// <summary>The course that a cross-listed section came from.</summary>
    public long? NonxlistCourseId { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisSectionId { get; set; }

    /// <summary>The integration id.</summary>
    public string? IntegrationId { get; set; }
}
