using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Maintenance;

/// <summary>
/// The order of a clean-up: a pass for each state, and in it the kinds of objects from whole to part. Approved deletions come first, since
/// they may take away what others depend on.
/// </summary>
internal static class CleanupPasses
{
    public static IReadOnlyList<ObjectState> All { get; } = [ObjectState.DeletionApproved, ObjectState.Inactive, ObjectState.PendingDeletion];

    public static IReadOnlyList<string> Types { get; } =
    [
        CanvasObjectTypes.Course, CanvasObjectTypes.User, CanvasObjectTypes.Assignment, CanvasObjectTypes.Module, CanvasObjectTypes.Section,
        CanvasObjectTypes.AssignmentGroup, CanvasObjectTypes.Enrollment,
    ];

    /// <summary>The passes and kinds from a position on.</summary>
    public static IEnumerable<(ObjectState State, string Type, long After)> From(CleanupPosition? position, string? type = null) =>
        from state in All
        from kind in Types
        where type is null || kind == type
        let order = Compare(state, kind, position)
        where order >= 0
        select (state, kind, order == 0 && position is not null ? position.ObjectId : long.MinValue);

    private static int Compare(ObjectState state, string type, CleanupPosition? position) => position is null
        ? 0
        : (Index(All, state), Index(Types, type)).CompareTo((Index(All, position.State), Index(Types, position.ObjectType)));

    private static int Index<T>(IReadOnlyList<T> list, T item) => list.TakeWhile(other => !Equals(other, item)).Count();
}
