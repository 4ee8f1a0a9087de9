namespace CanvasData.Operations.MachineLearning;

/// <summary>The algorithm that grows the trees.</summary>
public enum TreeAlgorithm
{
    /// <summary>The FastTree of ML.NET: managed code, which runs wherever .NET does.</summary>
    FastTree,

    /// <summary>
    /// The LightGBM algorithm (Ke et al., NIPS 2017): faster, by a native library that is not available on every platform.
    /// </summary>
    LightGbm,
}
