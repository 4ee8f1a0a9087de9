using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>What a note, a tag or a custom field is on.</summary>
/// <param name="Type">One of <see cref="CanvasTargetTypes"/>.</param>
/// <param name="Id">The Canvas id.</param>
public sealed record MetadataTarget(string Type, long Id)
{
    /// <summary>A student, by the Canvas user id.</summary>
    /// <param name="userId">The Canvas user id.</param>
    public static MetadataTarget Student(long userId) => new(CanvasTargetTypes.Student, userId);

    /// <summary>A course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    public static MetadataTarget Course(long courseId) => new(CanvasTargetTypes.Course, courseId);

    /// <summary>An assignment.</summary>
    /// <param name="assignmentId">The Canvas assignment id.</param>
    public static MetadataTarget Assignment(long assignmentId) => new(CanvasTargetTypes.Assignment, assignmentId);
}
