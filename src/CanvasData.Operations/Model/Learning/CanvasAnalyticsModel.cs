namespace CanvasData.Operations.Model;

/// <summary>A trained model, kept so that one host trains and every host predicts.</summary>
public class CanvasAnalyticsModel
{
    /// <summary>What it predicts and for whom.</summary>
    public string Key { get; set; } = "";

    /// <summary>Names and versions of the trainers that were tried, for example <c>fasttree-2</c>.</summary>
    public string Version { get; set; } = "";

    /// <summary>Stands for the finished offerings that it was trained on.</summary>
    public string History { get; set; } = "";

    /// <summary>When it was trained (the host's clock).</summary>
    public DateTime TrainedAt { get; set; }

    /// <summary>How many offerings it was trained on.</summary>
    public int Offerings { get; set; }

    /// <summary>Mean absolute error on offerings that it had not seen, percentage points; null without any.</summary>
    public double? MeanAbsoluteError { get; set; }

    /// <summary>
    /// A hash and the model in its own form; one that does not match its hash is trained anew. Nothing behind the hash: the
    /// course does best with the model of the institution.
    /// </summary>
    public byte[] Content { get; set; } = [];
}
