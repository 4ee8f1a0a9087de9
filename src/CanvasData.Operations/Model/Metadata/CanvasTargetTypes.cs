namespace CanvasData.Operations.Model;

/// <summary>What notes and tags may be about: values of <see cref="CanvasNote.TargetType"/> and <see cref="CanvasTagLink.TargetType"/>.</summary>
public static class CanvasTargetTypes
{
    /// <summary>A student, by the Canvas user id.</summary>
    public const string Student = "student";

    /// <summary>An assignment.</summary>
    public const string Assignment = "assignment";

    /// <summary>A course.</summary>
    public const string Course = "course";

    /// <summary>A section.</summary>
    public const string Section = "section";

    /// <summary>A group of assignments.</summary>
    public const string AssignmentGroup = "assignment_group";

    /// <summary>A module.</summary>
    public const string Module = "module";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Student, Assignment, Course, Section, AssignmentGroup, Module];
}
