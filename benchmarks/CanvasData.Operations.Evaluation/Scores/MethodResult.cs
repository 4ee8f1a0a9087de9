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
            outcomes.AddRange(today.Active.Where(place => said[place] is not null).Select(place => new Outcome(today, place, said[place]!)));
            Unpredicted += today.Active.Count(place => said[place] is null);
        }

        Outcomes = outcomes;
        Grade = GradeScore.Of(outcomes);
        ByCourse = [.. outcomes.GroupBy(outcome => outcome.Class.Offering.Module).OrderBy(course => course.Key, StringComparer.Ordinal).Select(course => (course.Key, GradeScore.Of(course)))];
        Low = RiskScore.Of(outcomes, said => said.BelowPass, outcome => outcome.IsLow);
        Risk = RiskScore.Of(outcomes, said => said.Risk, outcome => outcome.FailedOrLeft);
    }

    public Method Method { get; }

    public double Cut { get; }

    public IReadOnlyList<Outcome> Outcomes { get; }

    /// <summary>Active students of whom the method said nothing.</summary>
    public int Unpredicted { get; }

    public GradeScore Grade { get; }

    /// <summary>The same of each course.</summary>
    public IReadOnlyList<(string Module, GradeScore Grade)> ByCourse { get; }

    /// <summary>Final below the pass mark.</summary>
    public RiskScore Low { get; }

    /// <summary>Failed, or left after the day of prediction.</summary>
    public RiskScore Risk { get; }
}
