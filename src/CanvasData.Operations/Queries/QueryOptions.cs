namespace CanvasData.Operations.Queries;

/// <summary>The options of queries.</summary>
public sealed class QueryOptions
{
    /// <summary>Whether a query without a scope is refused. Default false: it sees everything.</summary>
    public bool RequireScope { get; set; }
}
