namespace CanvasData.Operations.Model;

/// <summary>
/// The types of target for notes and tags: values of <see cref="CanvasNote.TargetType"/> and <see cref="CanvasTagLink.TargetType"/>.
/// </summary>
public static class CanvasTargetTypes
{
    /// <summary>A student, by the Canvas user id.</summary>
    public const string Student = "student";

    /// <summary>The type of an assignment.</summary>
    public const string Assignment = "assignment";

    /// <summary>The type of a course.</summary>
    public const string Course = "course";

    /// <summary>The type of a section.</summary>
    public const string Section = "section";

    /// <summary>A group of assignments.</summary>
    public const string AssignmentGroup = "assignment_group";

    /// <summary>The type of a module.</summary>
    public const string Module = "module";

    /// <summary>The list of all target types.</summary>
    public static IReadOnlyList<string> All { get; } = [Student, Assignment, Course, Section, AssignmentGroup, Module];
}
