using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>The target of a note, a tag or a custom field.</summary>
/// <param name="Type">The type, one of <see cref="CanvasTargetTypes"/>.</param>
/// <param name="Id">The Canvas id.</param>
public sealed record MetadataTarget(string Type, long Id)
{
    /// <summary>Creates a target that is a student, by the Canvas user id.</summary>
    /// <param name="userId">The Canvas user id.</param>
    public static MetadataTarget Student(long userId) => new(CanvasTargetTypes.Student, userId);

    /// <summary>Creates a target that is a course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    public static MetadataTarget Course(long courseId) => new(CanvasTargetTypes.Course, courseId);

    /// <summary>Creates a target that is an assignment.</summary>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    public static MetadataTarget Assignment(long assignmentId) => new(CanvasTargetTypes.Assignment, assignmentId);
}
