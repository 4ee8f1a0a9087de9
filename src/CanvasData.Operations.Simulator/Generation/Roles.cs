namespace CanvasData.Operations.Simulator.Generation;

/// <summary>The roles of the school: Canvas's own and one of the school's.</summary>
internal static class Roles
{
    public static IReadOnlyList<(long Id, string Name, string BaseType)> All { get; } =
    [
        (3, "StudentEnrollment", "StudentEnrollment"),
        (4, "TeacherEnrollment", "TeacherEnrollment"),
        (5, "TaEnrollment", "TaEnrollment"),
        (6, "DesignerEnrollment", "DesignerEnrollment"),
        (7, "ObserverEnrollment", "ObserverEnrollment"),
        (21, "Lab Mentor", "TaEnrollment"),
    ];
}
