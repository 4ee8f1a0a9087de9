using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.MachineLearning;

/// <summary>The mean of the rates of a ridge regression and of boosted trees.</summary>
internal sealed class FastTreeModel(IRateModel ridge, TreeEnsemble trees) : IRateModel
{
    public double Predict(in StudentStanding standing)
    {
        Span<float> features = stackalloc float[TreeFeatures.Count];
        TreeFeatures.Write(in standing, features);
        return (ridge.Predict(in standing) + Math.Clamp(trees.Sum(features), 0, 100)) / 2;
    }

    public void Save(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ridge.Save(target);
        trees.Save(target);
    }
}
