using System.Numerics;

namespace CanvasData.Operations.Grading;

/// <summary>Computes every total of one student.</summary>
internal sealed class GradeTotalsBuilder<T>(GradingPlan plan, GradedWork work)
    where T : unmanaged, INumber<T>
{
    private readonly GradingScheme? _scheme = plan.Course.Scheme;

    public CourseGrades Build(GradedStudent student)
    {
        var (current, final) = (OfKind(GradeKind.Current, null), OfKind(GradeKind.Final, null));
        var (unpostedCurrent, unpostedFinal) = (OfKind(GradeKind.UnpostedCurrent, null), OfKind(GradeKind.UnpostedFinal, null));
        var groups = new GroupGrades[plan.Groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = new GroupGrades
            {
                GroupId = plan.Groups[i].Id,
                Current = current.Groups[i],
                Final = final.Groups[i],
                UnpostedCurrent = unpostedCurrent.Groups[i],
                UnpostedFinal = unpostedFinal.Groups[i],
            };
        }

        var periods = new PeriodGrades[plan.Course.Periods.Count];
        for (var i = 0; i < periods.Length; i++)
        {
            periods[i] = OfPeriod(i, student);
        }

        var (shownCurrent, shownFinal) = (OfCourse(current.Total, GradeKind.Current, periods), OfCourse(final.Total, GradeKind.Final, periods));
        return new CourseGrades
        {
            Current = shownCurrent,
            Final = shownFinal,
            UnpostedCurrent = OfCourse(unpostedCurrent.Total, GradeKind.UnpostedCurrent, periods),
            UnpostedFinal = OfCourse(unpostedFinal.Total, GradeKind.UnpostedFinal, periods),
            EffectiveCurrent = Effective(student.OverrideScore, shownCurrent),
            EffectiveFinal = Effective(student.OverrideScore, shownFinal),
            Groups = groups,
            Periods = periods,
        };
    }

    private PeriodGrades OfPeriod(int period, GradedStudent student)
    {
        var id = plan.Course.Periods[period].Id;
        var (current, final) = (OfKind(GradeKind.Current, period).Total, OfKind(GradeKind.Final, period).Total);
        double? set = student.PeriodOverrideScores.TryGetValue(id, out var score) ? score : null;
        return new PeriodGrades
        {
            PeriodId = id,
            Current = current,
            Final = final,
            UnpostedCurrent = OfKind(GradeKind.UnpostedCurrent, period).Total,
            UnpostedFinal = OfKind(GradeKind.UnpostedFinal, period).Total,
            EffectiveCurrent = Effective(set, current),
            EffectiveFinal = Effective(set, final),
        };
    }

    private (GradeTotal Total, GradeTotal[] Groups) OfKind(GradeKind kind, int? period)
    {
        var sums = new GroupSum<T>[plan.Groups.Length];
        var groups = new GradeTotal[plan.Groups.Length];
        var dropped = new List<long>();
        for (var i = 0; i < sums.Length; i++)
        {
            var own = new List<long>();
            sums[i] = GroupTotals<T>.Calculate(plan.Groups[i], work, kind, period, own);
            own.Sort();
            groups[i] = Total(GroupTotals<T>.Percent(sums[i]), sums[i], own);
            dropped.AddRange(own);
        }

        dropped.Sort();
        var total = plan.Course.IsWeighted
            ? WeightedTotal(GroupTotals<T>.WeightedPercent(sums, plan.Groups), dropped)
            : Total(GroupTotals<T>.Percent(GroupTotals<T>.Together(sums)), GroupTotals<T>.Together(sums), dropped);
        return (total, groups);
    }

    private GradeTotal OfCourse(GradeTotal overAllWork, GradeKind kind, PeriodGrades[] periods)
    {
        if (!plan.CombinesPeriods)
        {
            return overAllWork;
        }

        var percent = plan.Combine(kind, [.. periods.Select(period => period[kind].Percent)]);
        return WeightedTotal(percent, [.. periods.SelectMany(period => period[kind].Dropped).Order()]);
    }

    private GradeTotal Total(decimal? percent, GroupSum<T> sum, List<long> dropped) => new()
    {
        Percent = percent,
        Points = double.CreateSaturating(sum.Score),
        Possible = double.CreateSaturating(sum.Possible),
        Letter = Letter(percent),
        Dropped = dropped,
    };

    private GradeTotal WeightedTotal(decimal? percent, List<long> dropped) => new()
    {
        Percent = percent,
        Points = (double)(percent ?? 0),
        Possible = percent is null ? 0 : 100,
        Letter = Letter(percent),
        Dropped = dropped,
    };

    private EffectiveGrade Effective(double? set, GradeTotal computed) =>
        set is { } score && !double.IsNaN(score)
            ? new EffectiveGrade(Numbers.ToDecimal(score), Letter(Numbers.ToDecimal(score)))
            : new EffectiveGrade(computed.Percent, computed.Letter);

    private string? Letter(decimal? percent) => percent is { } score ? _scheme?.LetterOf(score) : null;
}
