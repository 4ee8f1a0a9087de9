namespace CanvasData.Operations.Simulator;

/// <summary>A set of student groups of a course.</summary>
/// <param name="Id">The category's id.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Name">The name of the category.</param>
public sealed record SimulatedGroupCategory(long Id, long CourseId, string Name);

/// <summary>A group of students.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="CategoryId">The category.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Name">The name of the group.</param>
/// <param name="MemberIds">The students.</param>
public sealed record SimulatedGroup(long Id, long CategoryId, long CourseId, string Name, IReadOnlyList<long> MemberIds);
