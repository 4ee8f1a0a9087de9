using CanvasData.Operations.Queries;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The gradebook of a course as a table.</summary>
/// <param name="Columns">The graded assignments, in the order of the groups and of their places there.</param>
/// <param name="Lines">The students in the order of their sortable names, with a cell for each column; null where the work was not given.</param>
public sealed record GradebookTable(IReadOnlyList<GradebookColumn> Columns, IReadOnlyList<GradebookLine> Lines);
