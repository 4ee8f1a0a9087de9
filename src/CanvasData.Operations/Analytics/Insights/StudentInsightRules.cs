using static CanvasData.Operations.Analytics.InsightText;

namespace CanvasData.Operations.Analytics;

/// <summary>The insights for a student into a course: overdue work, the average needed, where the course leads, a strength.</summary>
internal sealed class StudentInsightRules(PostedCourse course, PostedStanding standing)
{
    private const int Fewest = 3;

    private readonly List<PostedItem> _overdue =
        [.. standing.Items.Where(item => item.IsMissing).OrderByDescending(item => item.Weight).ThenBy(item => item.AssignmentId)];

    private bool HidesNumbers => course.Facts.HidesTotals || course.Facts.HidesNumbers;

    public IReadOnlyList<StudentInsight> Apply()
    {
        // A course that hides its totals or all numbers from students shows nothing about the total; one that a person has set does not depend on the work.
        var totals = HidesNumbers || course.IsGradeSet || standing.Status != AnalyticsStatus.Ok || standing.KnownItems < Fewest ? [] : new[] { Required(), Outlook() };
        return [.. new[] { Overdue() }.Concat(totals).Append(course.Facts.HidesNumbers ? null : Strength()).OfType<StudentInsight>()];
    }

    private StudentInsight? Overdue()
    {
        if (standing.DueItems < Fewest)
        {
            return null;
        }

        if (_overdue.Count == 0)
        {
            return Create(
                StudentInsightCode.UpToDate, StudentInsightTone.Encouraging, $"Nothing is missing of the {standing.DueItems} pieces of work that were due.", [], standing.DueItems, null);
        }

        var stake = standing.MissingPoints;
        var first = course.Work.Items.First(item => item.AssignmentId == _overdue[0].AssignmentId);
        return Create(
            StudentInsightCode.OverdueWork,
            StudentInsightTone.Acting,
            $"{Count(_overdue.Count, "piece")} of work {Verb(_overdue.Count, "is", "are")} missing" +
            (HidesNumbers ? "." : $"; {Points(stake)} of the course total {Verb(_overdue.Count, "depends on it", "depend on them")}."),
            [.. _overdue.Select(item => item.AssignmentId)],
            standing.DueItems,
            $"Submitting {Title(first.Name, first.AssignmentId)}, the heaviest of it, if it is still accepted.",
            HidesNumbers ? [] : [(StudentFigureKind.PointsAtStake, stake)]);
    }

    private StudentInsight? Required()
    {
        if (Target() is not { } target || standing.Required(target.Percent) is not { Average: { } average, State: var state })
        {
            return null;
        }

        var text = state switch
        {
            TargetState.Secured => $"{target.Name} is secured, whatever comes.",
            TargetState.OutOfReach => $"{target.Name} cannot be reached any more without extra credit.",
            _ => $"{target.Name} needs an average of {Percent(average)} on the rest; the average so far is {Percent(standing.Current)}.",
        };
        return Create(
            StudentInsightCode.RequiredAverage,
            state == TargetState.Secured ? StudentInsightTone.Encouraging : average > standing.Current ? StudentInsightTone.Acting : StudentInsightTone.Informing,
            text,
            [],
            standing.KnownItems,
            state == TargetState.Reachable ? "Every score above or below that average." : null,
            (StudentFigureKind.Target, target.Percent),
            (StudentFigureKind.RequiredAverage, average),
            (StudentFigureKind.Current, standing.Current));
    }

    private StudentInsight Outlook()
    {
        var (lowest, highest) = (standing.Earned, standing.Earned + (100 * standing.RemainingWeight));
        var outlook = standing.Earned + (standing.RemainingWeight * standing.Current);
        return Create(
            StudentInsightCode.Outlook,
            StudentInsightTone.Informing,
            standing.RemainingWeight > 0
                ? $"At the average so far the course ends at {Percent(outlook)}; anything from {Percent(lowest)} to {Percent(highest)} is still possible."
                : $"Everything counts already: the course stands at {Percent(outlook)}.",
            [],
            standing.KnownItems,
            standing.RemainingWeight > 0 ? "The scores of the remaining work." : null,
            (StudentFigureKind.Outlook, outlook),
            (StudentFigureKind.Lowest, lowest),
            (StudentFigureKind.Highest, highest));
    }

    private StudentInsight? Strength()
    {
        var graded = standing.Items.Where(item => item is { State: ItemState.Graded or ItemState.Dropped, Percent: not null }).ToList();
        var overall = graded.Count == 0 ? 0 : graded.Average(item => item.Percent!.Value);
        var best = graded.Where(item => item.GroupId is not null).GroupBy(item => item.GroupId!.Value)
            .Where(group => group.Count() >= Fewest)
            .Select(group => (Group: group.Key, Mean: group.Average(item => item.Percent!.Value), Items: group.Select(item => item.AssignmentId).ToList()))
            .OrderByDescending(group => group.Mean).ThenBy(group => group.Group)
            .FirstOrDefault();
        return best.Items is null || best.Mean <= overall
            ? null
            : Create(
                StudentInsightCode.Strength,
                StudentInsightTone.Encouraging,
                $"Strongest in {Title(course.Work.Groups.FirstOrDefault(group => group.Id == best.Group)?.Name, best.Group)}: {Percent(best.Mean)} on average, {Percent(overall)} over all work.",
                best.Items,
                best.Items.Count,
                null,
                (StudentFigureKind.GroupMean, best.Mean),
                (StudentFigureKind.OverallMean, overall));
    }

    // The letter above the one that the average so far would give; with none above it, or without letters, passing.
    private (string Name, double Percent)? Target()
    {
        var outlook = standing.Earned + (standing.RemainingWeight * standing.Current);
        var next = course.Scheme.Scheme?.Entries.LastOrDefault(entry => (double)(entry.LowerBound * 100) > outlook);
        return next is not null
            ? ($"{next.Name} ({Percent((double)(next.LowerBound * 100))})", (double)(next.LowerBound * 100))
            : course.Scheme.Scheme is null ? ($"Passing ({Percent(course.Scheme.PassingScore)})", course.Scheme.PassingScore) : null;
    }

    private StudentInsight Create(
        StudentInsightCode code, StudentInsightTone tone, string text, IReadOnlyList<long> assignments, int items, string? whatWouldChange, params (StudentFigureKind Kind, double Value)[] figures) => new()
        {
            Code = code,
            Tone = tone,
            Text = text,
            Evidence = new StudentEvidence(assignments, [.. figures.Select(figure => new StudentFigure(figure.Kind, figure.Value))], items, standing.AsOf),
            WhatWouldChange = whatWouldChange,
        };
}
