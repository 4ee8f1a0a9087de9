namespace CanvasData.Operations.MachineLearning;

/// <summary>How the boosted trees are trained.</summary>
public sealed class MachineLearningOptions
{
    /// <summary>What grows the trees; FastTree unless told otherwise. Predictions are made the same way either way, without the library.</summary>
    public TreeAlgorithm Algorithm { get; set; } = TreeAlgorithm.FastTree;
}
