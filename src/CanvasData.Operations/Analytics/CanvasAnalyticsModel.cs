namespace CanvasData.Operations.Analytics;

/// <summary>A trained model, kept so that one host trains and every host predicts.</summary>
public sealed class CanvasAnalyticsModel
{
    /// <summary>What it predicts and for whom.</summary>
    public string Key { get; set; } = "";

    /// <summary>Name and version of the trainer, for example <c>fasttree-1</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary>Stands for the finished offerings that it was trained on.</summary>
    public string History { get; set; } = "";

    /// <summary>When it was trained (the host's clock).</summary>
    public DateTime TrainedAt { get; set; }

    /// <summary>How many offerings it was trained on.</summary>
    public int Offerings { get; set; }

    /// <summary>How many snapshots it was trained on.</summary>
    public int Snapshots { get; set; }

    /// <summary>Mean absolute error on offerings that it had not seen, percentage points.</summary>
    public double MeanAbsoluteError { get; set; }

    /// <summary>The same of the built-in model on the same offerings.</summary>
    public double BuiltInMeanAbsoluteError { get; set; }

    /// <summary>The model in its trainer's own form; null when it does not beat the built-in one, which is then used.</summary>
    public byte[]? Content { get; set; }
}
