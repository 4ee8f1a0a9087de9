namespace CanvasData.Operations.Analytics;

/// <summary>Reads risks off predictions. With local history a calibrated probability; without, bands only.</summary>
internal static class RiskCalculator
{
    private const double Leave = 0.05;
    private const int MaxWeeks = 12;
    private const double RequiredAbove = 10;

    private static readonly double[] Limits = [0, 0.10, 0.25, 0.50];

    /// <summary>The risks of a class.</summary>
    /// <param name="standing">Where the class stands.</param>
    /// <param name="model">The model that predicted.</param>
    /// <param name="predictions">Its predictions, in the order of the students.</param>
    /// <param name="trends">The trends, in the order of the students.</param>
    /// <param name="passingScore">The percentage from which the course is passed.</param>
    /// <param name="lastActivities">When each student was last active, UTC; null when unknown.</param>
    /// <param name="dropout">The model of failing or leaving; null for none.</param>
    /// <returns>In the order of the students.</returns>
    public static AtRiskStudent[] Calculate(
        ClassStanding standing,
        FinalGradeModel model,
        IReadOnlyList<FinalGradePrediction> predictions,
        IReadOnlyList<GradeTrend> trends,
        double passingScore,
        IReadOnlyList<DateTime?>? lastActivities = null,
        DropoutModel? dropout = null)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(trends);
        model = model.For(standing);
        var result = new AtRiskStudent[standing.Students.Length];
        var (replay, factors) = (new StandingComputation(standing.Plan), new RiskFactors(standing, model));
        for (var s = 0; s < result.Length; s++)
        {
            ref readonly var own = ref standing.Students[s];
            var isOk = standing.Statuses[s] == AnalyticsStatus.Ok;
            var probability = isOk ? FinalGradePredictor.ProbabilityBelow(in own, model, passingScore) : null;
            result[s] = new AtRiskStudent
            {
                CourseId = standing.Work.CourseId,
                StudentId = standing.Work.StudentIds[s],
                Status = standing.Statuses[s],
                Band = !isOk ? RiskBand.Unknown
                    : probability is { } p ? BandOf(standing, model, replay, s, p, passingScore)
                    : BandOf(in own, predictions[s], passingScore),
                Probability = probability,
                FailOrLeaveProbability = isOk ? dropout?.Probability(in own) : null,
                PassingScore = passingScore,
                MissingAssignmentIds = own.MissingItems == 0 ? [] : MissingOf(standing, s),
                PointsAtStake = own.MissingPoints,
                Factors = isOk ? factors.Describe(in own) : [],
                Context = new RiskContext(
                    own.LateShare, trends[s].Trend, own.ScoreDeviation, lastActivities?[s] is { } active && active <= standing.AsOf ? (standing.AsOf - active).TotalDays : null),
                Prediction = predictions[s],
            };
        }

        return result;
    }

    // Only who is near a limit can be in another band than the probability says: for those the weeks before are replayed,
    // with the class as it is now.
    private static RiskBand BandOf(ClassStanding standing, FinalGradeModel model, StandingComputation pass, int student, double probability, double passingScore)
    {
        if (!IsNearALimit(probability))
        {
            return Plain(probability);
        }

        Span<double> weeks = stackalloc double[MaxWeeks + 1];
        weeks[0] = probability;
        var count = 1;
        while (count <= MaxWeeks && IsNearALimit(weeks[count - 1]))
        {
            var at = new DateTime(Math.Max(0, standing.AsOf.Ticks - (count * 7 * TimeSpan.TicksPerDay)), DateTimeKind.Utc);
            if (!standing.Work.IsMember(student, at))
            {
                break;
            }

            var then = pass.Run(student, at, GradeVisibility.Graded) with { ClassMean = standing.Students[student].ClassMean };
            if (new RemainingWeight(standing.Work, at, standing.Options).Settle(ref then, pass.HasWork) != AnalyticsStatus.Ok)
            {
                break;
            }

            weeks[count++] = FinalGradePredictor.ProbabilityBelow(in then, model, passingScore).GetValueOrDefault();
        }

        var band = Plain(weeks[count - 1]);
        for (var week = count - 2; week >= 0; week--)
        {
            band = Next(band, weeks[week]);
        }

        return band;
    }

    private static RiskBand Next(RiskBand band, double probability)
    {
        var place = (int)band - (int)RiskBand.Low;
        var rises = place + 1 < Limits.Length && probability >= Limits[place + 1] + Leave;
        var falls = place > 0 && probability < Limits[place] - Leave;
        return rises || falls ? Plain(probability) : band;
    }

    private static RiskBand Plain(double probability) =>
        probability >= Limits[3] ? RiskBand.High : probability >= Limits[2] ? RiskBand.Elevated : probability >= Limits[1] ? RiskBand.Watch : RiskBand.Low;

    private static bool IsNearALimit(double probability)
    {
        for (var i = 1; i < Limits.Length; i++)
        {
            if (Math.Abs(probability - Limits[i]) <= Leave)
            {
                return true;
            }
        }

        return false;
    }

    private static RiskBand BandOf(in StudentStanding own, FinalGradePrediction prediction, double passingScore)
    {
        if (prediction is not { Point: { } point, Interval80: { } likely })
        {
            return RiskBand.Unknown;
        }

        if (likely.High < passingScore || (point < passingScore && own.MissingRun >= 2))
        {
            return RiskBand.High;
        }

        if (point < passingScore)
        {
            return RiskBand.Elevated;
        }

        var required = prediction.Required.Count > 0 ? prediction.Required[0].Average : null;
        return likely.Low < passingScore && (own.LastMissing || required > (own.SubmittedMean ?? own.Current) + RequiredAbove) ? RiskBand.Watch : RiskBand.Low;
    }

    private static long[] MissingOf(ClassStanding standing, int student)
    {
        var missing = new List<(double Weight, long Id)>();
        var isMissing = standing.MissingOf(student);
        var weights = standing.WeightsOf(student);
        for (var i = 0; i < isMissing.Length; i++)
        {
            if (isMissing[i])
            {
                missing.Add((-weights[i], standing.Work.Items[i].AssignmentId));
            }
        }

        missing.Sort();
        return [.. missing.Select(item => item.Id)];
    }
}
