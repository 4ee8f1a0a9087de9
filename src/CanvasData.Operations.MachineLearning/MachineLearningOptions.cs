namespace CanvasData.Operations.MachineLearning;

/// <summary>How the boosted trees are trained.</summary>
public sealed class MachineLearningOptions
{
    /// <summary>
    /// The algorithm that grows the trees. Default FastTree. Predictions are made the same way either way, without the library.
    /// </summary>
    public TreeAlgorithm Algorithm { get; set; } = TreeAlgorithm.FastTree;
}
