using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.Evaluation.Scores;

/// <summary>What a method says of a student.</summary>
/// <param name="Point">The final percentage.</param>
/// <param name="Interval80">Eight in ten; null when the method has none.</param>
/// <param name="Interval90">Nine in ten; null when the method has none.</param>
/// <param name="BelowPass">P(final below <see cref="PassMark"/>); null when the method states none.</param>
internal sealed record Forecast(double Point, GradeInterval? Interval80 = null, GradeInterval? Interval90 = null, double? BelowPass = null)
{
    /// <summary>The percentage of the coursework from which the Open University passes.</summary>
    public const double PassMark = 40;

    /// <summary>What the risk ranks by: the probability, or how low the point is.</summary>
    public double Rank => BelowPass ?? -Point;
}

/// <summary>A forecast with what happened.</summary>
/// <param name="Class">The class and day.</param>
/// <param name="Place">The student's place in it.</param>
/// <param name="Said">The forecast.</param>
internal sealed record Outcome(CutClass Class, int Place, Forecast Said)
{
    public double Final => Class.Finals[Place];

    public bool Completed => Class.Offering.Students[Place].Completed;

    public bool FailedOrLeft => Class.Offering.Students[Place].FailedOrLeft;

    public bool IsLow => Final < Forecast.PassMark;
}
