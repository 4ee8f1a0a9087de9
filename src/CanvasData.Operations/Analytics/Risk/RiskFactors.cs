using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The factors that weigh on a prediction. Each is set in turn to what is typical of the class, and the grade predicted again. The rest of
/// the distance to a typical student is the remainder, so that all sum up exactly.
/// </summary>
internal sealed class RiskFactors(ClassStanding standing, FinalGradeModel model)
{
    private const double Notable = 0.05;

    public IReadOnlyList<RiskFactor> Describe(in StudentStanding own)
    {
        var typical = standing.Typical;
        var point = FinalGradePredictor.PointOf(in own, model);
        var factors = new List<RiskFactor>(5);
        Add(factors, RiskFactorCode.CurrentStanding, point, WithCurrent(in own, typical.Current), own.Current, typical.Current);
        if (own.MissingRate > 0)
        {
            Add(factors, RiskFactorCode.OverdueMissingWork, point, WithoutMissing(in own, in typical), own.MissingRate, typical.MissingRate);
        }

        if (own.LastMissing)
        {
            Add(factors, RiskFactorCode.LastItemsMissing, point, WithLastSubmitted(in own, in typical), own.MissingRun, 0);
        }

        Add(factors, RiskFactorCode.BelowClass, point, own with { ClassMean = own.Current }, own.Current - own.ClassMean, 0);
        var whole = point - FinalGradePredictor.PointOf(TypicalOf(in own, in typical), model);
        factors.Sort((a, b) => Math.Abs(b.Effect) != Math.Abs(a.Effect) ? Math.Abs(b.Effect).CompareTo(Math.Abs(a.Effect)) : a.Code.CompareTo(b.Code));
        factors.Add(new RiskFactor(RiskFactorCode.Remainder, whole - factors.Sum(factor => factor.Effect), 0, 0));
        return factors;
    }

    private void Add(List<RiskFactor> factors, RiskFactorCode code, double point, in StudentStanding changed, double value, double typical)
    {
        var effect = point - FinalGradePredictor.PointOf(in changed, model);
        if (Math.Abs(effect) >= Notable)
        {
            factors.Add(new RiskFactor(code, effect, value, typical));
        }
    }

    private static StudentStanding WithCurrent(in StudentStanding own, double current) => own with
    {
        Earned = own.Earned + (own.KnownWeight * (current - own.Current)),
        Current = current,
        RecentMean = own.RecentMean + current - own.Current,
    };

    // Missing work at what the student earns of the work that is submitted, for as much of it as is not usual.
    private static StudentStanding WithoutMissing(in StudentStanding own, in StudentStanding typical)
    {
        var gained = Math.Max(0, own.MissingPoints - typical.MissingPoints) * Math.Clamp(own.SubmittedMean ?? typical.Current, 0, 100) / 100;
        var current = own.KnownWeight > 0 ? own.Current + (gained / own.KnownWeight) : own.Current;
        return own with { Earned = own.Earned + gained, Current = current, MissingRate = Math.Min(own.MissingRate, typical.MissingRate) };
    }

    private static StudentStanding WithLastSubmitted(in StudentStanding own, in StudentStanding typical) => own with
    {
        LastMissing = false,
        MissingRun = 0,
        SubmittedRate = Math.Max(own.SubmittedRate, typical.SubmittedRate),
        Pattern = own.MissesEarlier ? SubmissionPattern.SomeMissing : SubmissionPattern.NoneMissing,
    };

    private static StudentStanding TypicalOf(in StudentStanding own, in StudentStanding typical) => WithCurrent(in own, typical.Current) with
    {
        ClassMean = typical.ClassMean,
        RecentMean = typical.RecentMean,
        MissingRate = typical.MissingRate,
        LastMissing = typical.LastMissing,
        SubmittedRate = typical.SubmittedRate,
        Pattern = typical.Pattern,
    };
}
