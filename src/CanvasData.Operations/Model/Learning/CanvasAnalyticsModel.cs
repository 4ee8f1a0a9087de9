namespace CanvasData.Operations.Model;

/// <summary>A trained model, kept so that one host trains and every host predicts.</summary>
public class CanvasAnalyticsModel
{
    /// <summary>The key: what the model predicts, and the course or institution that it serves.</summary>
    public string Key { get; set; } = "";

    /// <summary>The names and versions of the trainers that were tried, for example <c>fasttree-2</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary>The identifier of the finished offerings that it was trained on.</summary>
    public string History { get; set; } = "";

    /// <summary>When it was trained (the host's clock).</summary>
    public DateTime TrainedAt { get; set; }

    /// <summary>The number of offerings that it was trained on.</summary>
    public int Offerings { get; set; }

    /// <summary>The mean absolute error on offerings that it had not seen, percentage points; null without any.</summary>
    public double? MeanAbsoluteError { get; set; }

    /// <summary>
    /// The model in its own form, after a hash of it. A model that does not match its hash is trained again. Nothing after the hash means
    /// that the model of the institution predicts this course best.
    /// </summary>
    public byte[] Content { get; set; } = [];
}
