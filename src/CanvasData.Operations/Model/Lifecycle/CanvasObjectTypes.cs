namespace CanvasData.Operations.Model;

/// <summary>The kinds of objects whose life is tracked: the values of <see cref="CanvasObjectStatus.ObjectType"/>, and enrollments.</summary>
public static class CanvasObjectTypes
{
    /// <summary>The type of a course.</summary>
    public const string Course = "course";

    /// <summary>The type of a section.</summary>
    public const string Section = "section";

    /// <summary>A person.</summary>
    public const string User = "user";

    /// <summary>The type of an assignment.</summary>
    public const string Assignment = "assignment";

    /// <summary>The type of an assignment group.</summary>
    public const string AssignmentGroup = "assignment_group";

    /// <summary>The type of a module.</summary>
    public const string Module = "module";

    /// <summary>An enrollment; its life is in <see cref="CanvasEnrollmentStatus"/>.</summary>
    public const string Enrollment = "enrollment";

    /// <summary>The list of all of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Course, Section, User, Assignment, AssignmentGroup, Module, Enrollment];
}
