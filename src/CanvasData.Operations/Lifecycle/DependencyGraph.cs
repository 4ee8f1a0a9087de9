namespace CanvasData.Operations.Lifecycle;

/// <summary>A graph of what depends on an object, to draw.</summary>
/// <param name="Nodes">The object first, then the tables with rows that depend on it.</param>
/// <param name="Edges">The pairs of nodes of which one depends on the other.</param>
public sealed record DependencyGraph(IReadOnlyList<DependencyNode> Nodes, IReadOnlyList<DependencyEdge> Edges);

/// <summary>A node of a <see cref="DependencyGraph"/>.</summary>
/// <param name="Key">The key that edges use: the object as <c>assignment:5</c>, a table by its entity.</param>
/// <param name="Label">A name to show.</param>
/// <param name="Layer">The layer of the rows, 0 to 3.</param>
/// <param name="Rows">How many rows.</param>
public sealed record DependencyNode(string Key, string Label, int Layer, int Rows);

/// <summary>An edge of a <see cref="DependencyGraph"/>.</summary>
/// <param name="From">The node that depends.</param>
/// <param name="To">The node that it depends on.</param>
public sealed record DependencyEdge(string From, string To);
