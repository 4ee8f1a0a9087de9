namespace CanvasData.Operations.MachineLearning;

/// <summary>What grows the trees.</summary>
public enum TreeAlgorithm
{
    /// <summary>ML.NET's FastTree: managed code, which runs wherever .NET does.</summary>
    FastTree,

    /// <summary>LightGBM (Ke et al., NIPS 2017): faster, by a native library that is not there for every platform.</summary>
    LightGbm,
}
