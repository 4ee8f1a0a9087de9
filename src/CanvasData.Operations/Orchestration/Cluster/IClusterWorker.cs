using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Works as one node of a cluster. It plans runs, takes their courses in the order of priority, syncs them, and ends runs.
/// What a silent node was doing is taken over when its lease expires.
/// </summary>
public interface IClusterWorker
{
    /// <summary>Works until canceled. It returns at once when this process works already.</summary>
    /// <param name="cancellationToken">
    /// Stops the node. Courses may finish for <see cref="ClusterOptions.DrainTime"/>; the rest stops at the next page and is free for other
    /// nodes.
    /// </param>
    /// <exception cref="CanvasConfigurationException">The tables are not there, or hold another Canvas.</exception>
    Task RunAsync(CancellationToken cancellationToken = default);
}
