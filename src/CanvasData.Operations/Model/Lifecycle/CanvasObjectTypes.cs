namespace CanvasData.Operations.Model;

/// <summary>The values of <see cref="CanvasObjectStatus.ObjectType"/>.</summary>
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
}
