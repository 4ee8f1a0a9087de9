namespace CanvasData.Operations.Grading;

/// <summary>The settings of grades.</summary>
public sealed class GradingOptions
{
    /// <summary>The percentage from which a final grade passes. Default 60, range 0 to 100.</summary>
    public double PassingScore { get; set; } = 60;

    internal IEnumerable<string> Validate()
    {
        if (PassingScore is not (>= 0 and <= 100))
        {
            yield return $"Grading.PassingScore is {PassingScore}: give 0 to 100.";
        }
    }
}
