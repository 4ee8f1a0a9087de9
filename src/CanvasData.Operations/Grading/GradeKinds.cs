namespace CanvasData.Operations.Grading;

internal static class GradeKinds
{
    public static bool CountsUnposted(this GradeKind kind) => kind is GradeKind.UnpostedCurrent or GradeKind.UnpostedFinal;

    public static bool LeavesUngradedOut(this GradeKind kind) => kind is GradeKind.Current or GradeKind.UnpostedCurrent;
}
