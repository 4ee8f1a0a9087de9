namespace CanvasData.Operations.Orchestration;

/// <summary>This process among the nodes of a cluster.</summary>
internal sealed class ClusterNode
{
    /// <summary>An id that no other process has, nor this one after a restart.</summary>
    public Guid Id { get; } = Guid.NewGuid();
}
