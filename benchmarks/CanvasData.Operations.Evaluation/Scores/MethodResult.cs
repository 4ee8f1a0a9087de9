using CanvasData.Operations.Analytics;
using CanvasData.Operations.Evaluation.Methods;

namespace CanvasData.Operations.Evaluation.Scores;

/// <summary>What a method said at a cut of all classes, scored.</summary>
internal sealed class MethodResult
{
    public MethodResult(Method method, double cut, IEnumerable<CutClass> classes)
    {
        (Method, Cut) = (method, cut);
        var outcomes = new List<Outcome>();
        foreach (var today in classes.Where(today => today.Cut == cut))
        {
            var said = method.Predict(today);
            var like = Array.Find(said, forecast => forecast is not null);
            foreach (var place in today.Active)
            {
                said[place] ??= Settled(today.Standing[place], like);
            }

            outcomes.AddRange(today.Active.Where(place => said[place] is not null).Select(place => new Outcome(today, place, said[place]!)));
            Unforeseen += today.Active.Count(place => said[place] is null);
        }

        Outcomes = outcomes;
        Grade = GradeScore.Of(outcomes);
        Low = RiskScore.Of(outcomes, outcome => outcome.IsLow);
        Risk = RiskScore.Of(outcomes, outcome => outcome.FailedOrLeft);
    }

    // The product does not trust a plan in which nothing remains; the data set's is known to be whole. A method states no more of it than of others.
    private static Forecast? Settled(StudentStanding standing, Forecast? like)
    {
        if (standing.RemainingWeight > 0)
        {
            return null;
        }

        var certain = new GradeInterval(standing.Earned, standing.Earned);
        return new Forecast(
            standing.Earned,
            like?.Interval80 is null ? null : certain,
            like?.Interval90 is null ? null : certain,
            like?.BelowPass is null ? null : standing.Earned < Forecast.PassMark ? 1 : 0);
    }

    public Method Method { get; }

    public double Cut { get; }

    public IReadOnlyList<Outcome> Outcomes { get; }

    /// <summary>Active students of whom the method said nothing.</summary>
    public int Unforeseen { get; }

    public GradeScore Grade { get; }

    /// <summary>Final below the pass mark.</summary>
    public RiskScore Low { get; }

    /// <summary>Failed, or left after the day of prediction.</summary>
    public RiskScore Risk { get; }
}
