namespace CanvasData.Operations.Analytics;

/// <summary>Predicts at which rate a student will earn the rest of a course. Thread-safe: one serves every request.</summary>
public interface IRateModel
{
    /// <summary>The expected rate on the remaining weight, percent, 0 to 100.</summary>
    /// <param name="standing">Where the student stands.</param>
    double Predict(in StudentStanding standing);

    /// <summary>Writes what <see cref="IRateModelTrainer.Load"/> needs to make the same model again.</summary>
    /// <param name="target">Where to.</param>
    void Save(Stream target);
}

/// <summary>Trains a model on finished offerings. The same rows in the same order give the same model, bit by bit.</summary>
public interface IRateModelTrainer
{
    /// <summary>The name and version, for example <c>fasttree-2</c>: changes when the same rows would give another model.</summary>
    string Version { get; }

    /// <summary>The fewest finished offerings that the model may be used with.</summary>
    int LeastOfferings { get; }

    /// <summary>The fewest snapshots that the model may be used with.</summary>
    int LeastSnapshots { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="rows">Snapshots of completers; at least one.</param>
    IRateModel Fit(IReadOnlyList<OfferingSnapshot> rows);

    /// <summary>A model that was saved.</summary>
    /// <param name="source">What <see cref="IRateModel.Save"/> wrote.</param>
    IRateModel Load(Stream source);
}
