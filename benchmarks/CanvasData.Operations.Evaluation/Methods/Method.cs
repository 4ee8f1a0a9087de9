using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Methods;

/// <summary>A way to predict final grades.</summary>
internal abstract class Method(string name, string description)
{
    public string Name => name;

    public string Description => description;

    /// <summary>What it says of the students of a class, by place; null where it says nothing.</summary>
    public abstract Forecast?[] Predict(CutClass today);
}
