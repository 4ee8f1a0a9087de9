using CanvasData.Operations.Model;
using static CanvasData.Operations.Analytics.InsightText;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// The insights for the teacher of a class: overdue work, who needs help, trends, then items and sections that stand out.
/// </summary>
internal sealed class TeacherInsightRules(ClassAnalysis course, IReadOnlyDictionary<long, int> unposted, BacktestFigures? lastOffering)
{
    private const int Fewest = 3;
    private const double NoticedMissingShare = 0.3;
    private const double NoticedDistance = 15;
    private const double NoticedDiscrimination = 0.1;

    public IReadOnlyList<StaffInsight> Apply() =>
        course.Students.Count < Fewest
            ? []
            : [.. new[] { Overdue(), Predictions(), Trends() }.OfType<StaffInsight>(), .. MissingItems(), .. Difficulties(), .. Discriminations(), .. SectionInsightRules.Apply(course), .. Unposted(), .. PredictionError()];

    private StaffInsight? Overdue()
    {
        var behind = course.Students.Where(student => student.MissingAssignmentIds.Count > 0).OrderByDescending(student => student.PointsAtStake).ThenBy(student => student.StudentId).ToList();
        if (behind.Count == 0 || !course.Items.Any(item => item.Due > 0))
        {
            return null;
        }

        var pieces = behind.Sum(student => student.MissingAssignmentIds.Count);
        return Create(
            StaffInsightCode.OverdueWork,
            InsightSeverity.Warning,
            $"{Count(behind.Count, "student")} of {course.Students.Count} {Verb(behind.Count, "has", "have")} overdue work: {Count(pieces, "piece")}, on average {Points(behind.Average(student => student.PointsAtStake))} of the total each.",
            [.. course.Items.Where(item => item.Missing > 0).OrderByDescending(item => item.Missing * item.Weight).ThenBy(item => item.AssignmentId).Select(item => item.AssignmentId)],
            [.. behind.Select(student => student.StudentId)],
            course.Students.Count,
            "Every piece that is submitted, or excused.",
            ("Students", behind.Count),
            ("Pieces", pieces));
    }

    private StaffInsight? Predictions()
    {
        var known = course.Students.Where(student => student.Prediction.Point is not null).ToList();
        if (known.Count < Fewest)
        {
            return null;
        }

        var low = known.Where(student => student.Band >= RiskBand.Elevated).OrderByDescending(student => student.Band).ThenBy(student => student.Prediction.Point).ThenBy(student => student.StudentId).ToList();
        var expected = course.Calibrated ? known.Sum(student => student.Probability ?? 0) : (double?)null;
        return Create(
            StaffInsightCode.Prediction,
            low.Count > 0 ? InsightSeverity.Warning : InsightSeverity.Information,
            (low.Count > 0
                ? $"{Count(low.Count, "student")} of {known.Count} {Verb(low.Count, "is", "are")} more likely than most to end below {Percent(course.PassingScore)}."
                : $"None of {Count(known.Count, "student")} is more likely than most to end below {Percent(course.PassingScore)}.") +
            (expected is { } sum ? $" Expected below that in the whole class: {Count((int)Math.Round(sum, MidpointRounding.AwayFromZero), "student")}." : " Not calibrated for this course yet."),
            [],
            [.. low.Select(student => student.StudentId)],
            known.Count,
            low.Count > 0 ? "The list of their risks shows what weighs on each of them." : null,
            ("Students", low.Count),
            ("ExpectedBelowPassing", expected));
    }

    private StaffInsight? Trends()
    {
        var classified = course.Trends.Where(momentum => momentum.Trend != TrendDirection.InsufficientData).ToList();
        var falling = classified.Where(momentum => momentum.Trend == TrendDirection.Declining).OrderBy(momentum => momentum.Details?.Change).ThenBy(momentum => momentum.StudentId).ToList();
        if (classified.Count < Fewest || falling.Count == 0)
        {
            return null;
        }

        var chance = TrendCalculator.FalseFlagShare * classified.Count;
        return Create(
            StaffInsightCode.Trend,
            InsightSeverity.Notice,
            $"The scores of {Count(falling.Count, "student")} fall against the class. By chance alone, about {Count((int)Math.Round(chance, MidpointRounding.AwayFromZero), "student")} of {classified.Count} would seem to rise or fall.",
            [],
            [.. falling.Select(momentum => momentum.StudentId)],
            classified.Count,
            "The next scores; a trend says little about what comes.",
            ("Students", falling.Count),
            ("ExpectedFalseFlags", chance));
    }

    private IEnumerable<StaffInsight> MissingItems() =>
        from item in course.Items
        where item.Due >= Fewest && item.Missing >= NoticedMissingShare * item.Due
        orderby (double)item.Missing / item.Due descending, item.AssignmentId
        select Create(
            StaffInsightCode.ItemMissing,
            InsightSeverity.Notice,
            $"{Title(item.Name, item.AssignmentId)} is missing from {item.Missing} of {Count(item.Due, "student")}.",
            [item.AssignmentId],
            [],
            item.Due,
            "Handing it in, if it is still accepted; a later due date.",
            ("MissingShare", (double)item.Missing / item.Due));

    private IEnumerable<StaffInsight> Difficulties()
    {
        var means = course.Items.Where(item => item is { Scores: >= 10, Mean: not null }).OrderBy(item => item.Mean).ThenBy(item => item.AssignmentId).ToList();
        if (means.Count < Fewest)
        {
            yield break;
        }

        var typical = Statistics.Median([.. means.Select(item => item.Mean!.Value)]);
        foreach (var item in means.Where(item => Math.Abs(item.Mean!.Value - typical) >= NoticedDistance))
        {
            yield return Create(
                StaffInsightCode.ItemDifficulty,
                item.Mean < typical ? InsightSeverity.Notice : InsightSeverity.Information,
                $"{Title(item.Name, item.AssignmentId)} averaged {Percent(item.Mean!.Value)} over {Count(item.Scores, "submission")}, {Points(Math.Abs(item.Mean.Value - typical))} {(item.Mean < typical ? "below" : "above")} the typical item.",
                [item.AssignmentId],
                [],
                item.Scores,
                null,
                ("Mean", item.Mean),
                ("TypicalMean", typical));
        }
    }

    private IEnumerable<StaffInsight> Discriminations() =>
        from item in course.Items
        where item is { Scores: >= 20, Discrimination: < NoticedDiscrimination }
        orderby item.Discrimination, item.AssignmentId
        select Create(
            StaffInsightCode.ItemDiscrimination,
            InsightSeverity.Information,
            $"Scores on {Title(item.Name, item.AssignmentId)} say little about the rest of the work of the same students.",
            [item.AssignmentId],
            [],
            item.Scores,
            "A review of its questions, or of how it is graded.",
            ("Discrimination", item.Discrimination));

    private IEnumerable<StaffInsight> Unposted()
    {
        var count = unposted.Values.Sum();
        return count < Fewest
            ? []
            : [Create(
                StaffInsightCode.UnpostedGrades,
                InsightSeverity.Information,
                $"{Count(count, "grade")} of {Count(unposted.Count, "item")} {Verb(count, "is", "are")} not posted; students do not see them, the numbers here count them.",
                [.. unposted.OrderByDescending(item => item.Value).ThenBy(item => item.Key).Select(item => item.Key)],
                [],
                count,
                "Posting them.",
                ("Grades", count))];
    }

    private IEnumerable<StaffInsight> PredictionError() => lastOffering is not { Count: >= Fewest } past
        ? []
        : [Create(
            course,
            StaffInsightCode.PredictionError,
            InsightSeverity.Information,
            $"A model that had not seen the last offering (course {past.Slice}) missed its final grades by {Points(past.MeanAbsoluteError)} on average; {Percent(100 * past.Coverage80)} of them lay within the 80% interval.",
            [],
            [],
            past.Count,
            "Every further offering that is finished and captured.",
            usesUnposted: false,
            ("MeanAbsoluteError", past.MeanAbsoluteError),
            ("Coverage80", past.Coverage80))];

    private StaffInsight Create(
        StaffInsightCode code, InsightSeverity severity, string text, IReadOnlyList<long> assignments, IReadOnlyList<long> students, int count, string? whatWouldChange,
        params (string Name, double? Value)[] figures) => Create(course, code, severity, text, assignments, students, count, whatWouldChange, unposted.Count > 0, figures);

    internal static StaffInsight Create(
        ClassAnalysis course, StaffInsightCode code, InsightSeverity severity, string text, IReadOnlyList<long> assignments, IReadOnlyList<long> students, int count,
        string? whatWouldChange, bool usesUnposted, params (string Name, double? Value)[] figures) => new()
        {
            Code = code,
            Severity = severity,
            Audience = StaffAudience.Teacher,
            Text = text,
            Evidence = new StaffEvidence(
                assignments, students, [.. figures.Where(figure => figure.Value is not null).Select(figure => new StaffFigure(figure.Name, figure.Value!.Value))],
                count, usesUnposted, course.Provenance.AsOf),
            WhatWouldChange = whatWouldChange,
        };
}
