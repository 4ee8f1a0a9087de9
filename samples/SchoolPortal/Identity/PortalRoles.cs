namespace CanvasData.Operations.SchoolPortal.Identity;

/// <summary>The roles of the portal, and the claims that an account carries.</summary>
internal static class PortalRoles
{
    public const string Teacher = "Teacher";
    public const string Student = "Student";
    public const string Observer = "Observer";
    public const string Adviser = "Adviser";
    public const string Administrator = "Administrator";

    /// <summary>The claim that holds the Canvas user id.</summary>
    public const string CanvasUserId = "canvas_user_id";

    /// <summary>The claim that holds the name to greet with.</summary>
    public const string DisplayName = "display_name";

    public static IReadOnlyList<string> All { get; } = [Teacher, Student, Observer, Adviser, Administrator];
}
