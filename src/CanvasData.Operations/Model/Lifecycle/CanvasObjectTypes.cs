namespace CanvasData.Operations.Model;

/// <summary>The values of <see cref="CanvasObjectStatus.ObjectType"/>.</summary>
public static class CanvasObjectTypes
{
    /// <summary>A course.</summary>
    public const string Course = "course";

    /// <summary>A section.</summary>
    public const string Section = "section";

    /// <summary>A person.</summary>
    public const string User = "user";

    /// <summary>An assignment.</summary>
    public const string Assignment = "assignment";

    /// <summary>An assignment group.</summary>
    public const string AssignmentGroup = "assignment_group";

    /// <summary>A module.</summary>
    public const string Module = "module";
}
