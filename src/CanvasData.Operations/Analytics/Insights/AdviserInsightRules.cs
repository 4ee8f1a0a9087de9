using static CanvasData.Operations.Analytics.InsightText;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The insights for an adviser into a student in a course: overdue work, the average needed, the prediction, a trend, a strength, absence.
/// </summary>
internal sealed class AdviserInsightRules(ClassAnalysis course, int place)
{
    private const int Fewest = 3;

    private readonly AtRiskStudent _student = course.Students[place];

    public IReadOnlyList<StaffInsight> Apply() =>
        _student.Prediction.Standing is { } standing
            ? [.. new[] { Overdue(standing), Required(standing), Prediction(standing), Trend(), Strength(), Inactive(standing) }.OfType<StaffInsight>()]
            : [];

    private StaffInsight? Overdue(StudentStanding standing)
    {
        var missing = _student.MissingAssignmentIds;
        if (missing.Count == 0 || standing.DueItems < Fewest)
        {
            return null;
        }

        var first = course.Items.FirstOrDefault(item => item.AssignmentId == missing[0]);
        return Create(
            StaffInsightCode.OverdueWork,
            standing.MissingStreak > 0 ? InsightSeverity.Warning : InsightSeverity.Notice,
            $"{Count(missing.Count, "piece")} of work {Verb(missing.Count, "is", "are")} missing; {Points(_student.PointsAtStake)} of the course total {Verb(missing.Count, "depends on it", "depend on them")}" +
            (standing.MissingStreak >= 2 ? $"; the last {standing.MissingStreak} in a row are missing." : "."),
            missing,
            standing.DueItems,
            $"Submitting {Title(first?.Name, missing[0])}, the heaviest of it, if it is still accepted.",
            ("PointsAtStake", _student.PointsAtStake),
            ("MissingItems", missing.Count),
            ("MissingRun", standing.MissingStreak));
    }

    private StaffInsight? Required(StudentStanding standing)
    {
        if (standing.KnownItems < Fewest || _student.Prediction.Required.FirstOrDefault(required => required.Target == _student.PassingScore) is not { } needed)
        {
            return null;
        }

        var (severity, text) = needed.State switch
        {
            TargetState.Secured => (InsightSeverity.Information, $"Passing ({Percent(needed.Target)}) is secured, whatever comes."),
            TargetState.OutOfReach => (InsightSeverity.Warning, $"Passing ({Percent(needed.Target)}) is out of reach without extra credit."),
            TargetState.Reachable when needed.Average is { } average && standing.SubmittedMean is { } submitted && average > submitted + 10 =>
                (InsightSeverity.Warning, $"Passing ({Percent(needed.Target)}) needs an average of {Percent(average)} on the rest; submitted work has averaged {Percent(submitted)}."),
            TargetState.Reachable => (InsightSeverity.Information, $"Passing ({Percent(needed.Target)}) needs an average of {Percent(needed.Average ?? 0)} on the rest."),
            _ => (InsightSeverity.Information, null),
        };
        return text is null
            ? null
            : Create(
                StaffInsightCode.RequiredAverage,
                severity,
                text,
                [],
                standing.KnownItems,
                needed.State == TargetState.Reachable ? "Every piece of work that is graded above or below that average." : null,
                ("Target", needed.Target),
                ("RequiredAverage", needed.Average),
                ("SubmittedMean", standing.SubmittedMean));
    }

    private StaffInsight? Prediction(StudentStanding standing)
    {
        if (standing.KnownItems < Fewest || _student.Prediction is not { Point: { } point, Interval80: { } likely })
        {
            return null;
        }

        var risk = _student.Probability is { } probability
            ? $" The chance of ending below {Percent(_student.PassingScore)} is {Percent(100 * probability)}."
            : course.Calibrated ? "" : " This is not calibrated for the course yet: the interval is wide on purpose.";
        return Create(
            StaffInsightCode.Prediction,
            _student.Band switch { RiskBand.High => InsightSeverity.Warning, RiskBand.Elevated or RiskBand.Watch => InsightSeverity.Notice, _ => InsightSeverity.Information },
            $"Predicted final grade: {Percent(point)} (80% likely between {Percent(likely.Low)} and {Percent(likely.High)}).{risk}",
            [],
            standing.KnownItems,
            _student.Factors.Where(factor => factor.Code != RiskFactorCode.Remainder).MinBy(factor => factor.Effect) is { Effect: < 0 } heaviest ? Cure(heaviest.Code) : null,
            ("Point", point),
            ("Low80", likely.Low),
            ("High80", likely.High),
            ("Probability", _student.Probability));
    }

    private StaffInsight? Trend()
    {
        var momentum = course.Trends[place];
        if (momentum is not { Trend: TrendDirection.Improving or TrendDirection.Declining, Details: { Change: { } change, Items: >= Fewest } details })
        {
            return null;
        }

        return Create(
            StaffInsightCode.Trend,
            momentum.Trend == TrendDirection.Declining ? InsightSeverity.Notice : InsightSeverity.Information,
            $"Over the last {Count(details.Items, "graded item")} the scores {(change < 0 ? "fell" : "rose")} by {Points(Math.Abs(change))} against the class.",
            [],
            details.Items,
            "The next scores; a trend says little about what comes.",
            ("Change", change),
            ("Velocity", details.Velocity),
            ("PValue", details.PValue));
    }

    private StaffInsight? Strength() =>
        course.Strengths[place] is { Items: >= Fewest, AboveClass: > 0 } best
            ? Create(
                StaffInsightCode.Strength,
                InsightSeverity.Information,
                $"Strongest in {Title(best.Name, best.GroupId)}: {Percent(best.Mean)} on average, {Points(best.AboveClass)} above the class.",
                [],
                best.Items,
                null,
                ("GroupMean", best.Mean),
                ("AboveClass", best.AboveClass))
            : null;

    private StaffInsight? Inactive(StudentStanding standing) =>
        _student.Context.DaysSinceActivity is > 7 and var days && standing.DueItems >= Fewest
            ? Create(
                StaffInsightCode.Inactivity,
                days > 14 ? InsightSeverity.Notice : InsightSeverity.Information,
                $"No activity in the course for {Count((int)days, "day")}.",
                [],
                standing.DueItems,
                "Any visit to the course.",
                ("DaysSinceActivity", days))
            : null;

    private static string? Cure(RiskFactorCode code) => code switch
    {
        RiskFactorCode.OverdueMissingWork => "Submitting what is overdue moves it most.",
        RiskFactorCode.LastItemsMissing => "Submitting the next items on time moves it most.",
        RiskFactorCode.CurrentStanding or RiskFactorCode.BelowClass => "Better scores on the remaining work move it most.",
        _ => null,
    };

    private StaffInsight Create(
        StaffInsightCode code, InsightSeverity severity, string text, IReadOnlyList<long> assignments, int count, string? whatWouldChange, params (string Name, double? Value)[] figures) => new()
        {
            Code = code,
            Severity = severity,
            Audience = StaffAudience.Adviser,
            Text = text,
            Evidence = new StaffEvidence(
                assignments, [_student.StudentId], [.. figures.Where(figure => figure.Value is not null).Select(figure => new StaffFigure(figure.Name, figure.Value!.Value))],
                count, UsesUnposted: true, course.Provenance.AsOf),
            WhatWouldChange = whatWouldChange,
        };
}
