namespace CanvasData.Operations.Simulator.School;

/// <summary>A person with all enrollments in one course.</summary>
internal sealed record CourseMember(SimulatedUser User, IReadOnlyList<int> Enrollments);
