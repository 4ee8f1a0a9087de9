namespace CanvasData.Operations.Analytics;

/// <summary>
/// Calculates the standing of students at a moment from their work. Nothing that was graded, submitted or posted later is used.
/// </summary>
internal static class StandingCalculator
{
    internal const double DefaultMean = 75;
    internal const int MinOthers = 5;
    private const double MinWeight = 0.05;

    /// <summary>Calculates the standing of a class, for staff: grades count from when they were given.</summary>
    /// <param name="work">The work of the class.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="options">The facts about the last offering; null for none.</param>
    /// <exception cref="ArgumentException">The cells or memberships do not fit the students and items.</exception>
    public static ClassStanding Calculate(CourseWork work, DateTime asOf, StandingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Calculate(new WorkPlan(work), asOf, options ?? StandingOptions.None, GradeVisibility.Graded);
    }

    /// <summary>Calculates the standing of one student by posted grades; nothing of peers goes in or comes out.</summary>
    /// <param name="work">The work of the class, or of the student alone.</param>
    /// <param name="student">Place in <see cref="CourseWork.StudentIds"/>.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="options">The facts about the last offering; null for none.</param>
    /// <exception cref="ArgumentException">The cells or memberships do not fit the students and items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static PostedStanding Posted(CourseWork work, int student, DateTime asOf, StandingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfNegative(student);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(student, work.StudentIds.Count);
        var pass = new StandingComputation(new WorkPlan(work));
        var standing = pass.Run(student, asOf, GradeVisibility.Posted);
        var status = work.IsMember(student, asOf)
            ? new RemainingWeight(work, asOf, options ?? StandingOptions.None).Settle(ref standing, pass.HasWork)
            : AnalyticsStatus.NotFound;
        return new PostedStanding(work, student, asOf, status, standing, pass);
    }

    internal static ClassStanding Calculate(WorkPlan plan, DateTime asOf, StandingOptions options, GradeVisibility sight)
    {
        var result = new ClassStanding(plan, asOf, options);
        var pass = new StandingComputation(plan);
        var remaining = new RemainingWeight(plan.Work, asOf, options);
        var noise = new ScoreDispersion(plan.Points.Length);
        var bonus = new double[plan.Points.Length];
        for (var s = 0; s < result.Students.Length; s++)
        {
            ref var standing = ref result.Students[s];
            standing = pass.Run(s, asOf, sight);
            result.Store(s, pass);
            if (!plan.Work.IsMember(s, asOf))
            {
                result.Statuses[s] = plan.Work.StartAt > asOf ? AnalyticsStatus.BeforeStart : AnalyticsStatus.NotFound;
                continue;
            }

            result.Statuses[s] = remaining.Settle(ref standing, pass.HasWork);
            Collect(result, pass, plan, ref noise, bonus);
        }

        result.NoiseDeviation = noise.Deviation();
        Compare(result);
        AddOpenBonus(result, bonus);
        result.Typical = TypicalStanding.Calculate(result);
        return result;
    }

    /// <summary>Means of the students' current percentages at a moment, without one of them.</summary>
    internal static double MeanWithout(in ExactSum sum, double current, bool counted, StandingOptions options)
    {
        var others = sum.Count - (counted ? 1 : 0);
        return others < MinOthers ? options.LastOfferingMean is { } last && double.IsFinite(last) ? Math.Clamp(last, 0, StandingComputation.MaxCarried) : DefaultMean : counted ? sum.MeanWithout(current) : sum.Mean();
    }

    internal static bool IsCounted(in StudentStanding standing) => standing.KnownWeight >= MinWeight;

    private static void Collect(ClassStanding result, StandingComputation pass, WorkPlan plan, ref ScoreDispersion noise, double[] bonus)
    {
        foreach (var i in plan.Order)
        {
            var state = pass.Behaviors[i];
            if (state is not (ItemState.Graded or ItemState.OverdueMissing or ItemState.ZeroEntered))
            {
                continue;
            }

            if (plan.Points[i] <= 0)
            {
                bonus[i] = Math.Max(bonus[i], pass.Percents[i]);
                continue;
            }

            var carried = Math.Clamp(pass.Percents[i], 0, StandingComputation.MaxCarried);
            noise.Add(i, carried);
            if (state == ItemState.Graded)
            {
                result.Scores[i].Add(carried);
                result.GroupScores[plan.Group[i]].Add(carried);
            }
        }
    }

    private static void Compare(ClassStanding result)
    {
        var sum = default(ExactSum);
        for (var s = 0; s < result.Students.Length; s++)
        {
            if (result.Statuses[s] != AnalyticsStatus.NotFound && IsCounted(in result.Students[s]))
            {
                sum.Add(result.Students[s].Current);
            }
        }

        result.ClassMean = sum.Count < MinOthers ? null : sum.Mean();
        for (var s = 0; s < result.Students.Length; s++)
        {
            ref var standing = ref result.Students[s];
            var counted = result.Statuses[s] != AnalyticsStatus.NotFound && IsCounted(in standing);
            standing = standing with { ClassMean = MeanWithout(in sum, standing.Current, counted, result.Options) };
        }
    }

    // A bonus item has no most points: the best that the class has got of it serves instead, until it is too late for it.
    private static void AddOpenBonus(ClassStanding result, double[] bonus)
    {
        var work = result.Work;
        if (!Array.Exists(bonus, points => points > 0) || work.EndAt <= result.AsOf)
        {
            return;
        }

        var overdue = result.AsOf.Ticks - Math.Max(0, work.Grace.Ticks);
        for (var s = 0; s < result.Students.Length; s++)
        {
            var states = result.StatesOf(s);
            var weights = result.WeightsOf(s);
            var cells = work.CellsOf(s);
            var open = 0.0;
            for (var i = 0; i < bonus.Length; i++)
            {
                open += bonus[i] > 0 && states[i] == ItemState.Open && !(cells[i].DueAt?.Ticks < overdue) ? bonus[i] * weights[i] : 0;
            }

            result.Students[s] = result.Students[s] with { OpenBonus = open };
        }
    }
}
