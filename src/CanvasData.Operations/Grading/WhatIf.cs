namespace CanvasData.Operations.Grading;

/// <summary>
/// Finds the smallest equal percent on open work with which a total reaches a target, by asking the calculator. While the drop rules drop
/// the same work at both ends of a stretch they do so all along it. The ratio of every choice is a line: there the total only rises, and
/// can be halved. Elsewhere it may fall.
/// </summary>
internal sealed class WhatIf
{
    private const int Whole = 10_000;

    private readonly GradingPlan _plan;
    private readonly GradeKind _kind;
    private readonly Func<decimal, bool> _isEnough;
    private readonly PlannedAssignment[] _open;
    private readonly GradedWork _work;
    private decimal? _best;
    private int? _first;

    public WhatIf(GradingPlan plan, GradedStudent student, GradeKind kind, IReadOnlyCollection<long>? only, Func<decimal, bool> isEnough)
    {
        (_plan, _kind, _isEnough) = (plan, kind, isEnough);
        var real = new GradedWork(plan, student);
        _open = [.. plan.Groups.SelectMany(group => group.Assignments)
            .Where(assignment => real.IsOpen(assignment, kind) && (only is null || only.Contains(assignment.Id)))
            .OrderBy(assignment => assignment.Id)];
        _work = new GradedWork(plan, student.WhatIf(_open.ToDictionary(assignment => assignment.Id, assignment => assignment.Points)));
    }

    public RequiredScore Find()
    {
        var (nothing, all) = (At(0), At(Whole));
        _best = nothing.Total;
        _first = IsEnough(nothing) ? 0 : null;
        Search(nothing, all);
        return new RequiredScore
        {
            Status = _first switch { 0 => RequiredScoreStatus.Secured, null => RequiredScoreStatus.NotReachable, _ => RequiredScoreStatus.Reachable },
            Percent = _first / 100m,
            BestTotal = _best,
            TotalWithNothing = nothing.Total,
            OpenAssignments = [.. _open.Select(assignment => assignment.Id)],
        };
    }

    /// <summary>Looks at a stretch without its beginning, from left to right.</summary>
    private void Search(Trial from, Trial to)
    {
        if (to.Hundredths - from.Hundredths > 1 && !from.Dropped.SequenceEqual(to.Dropped))
        {
            var middle = At((from.Hundredths + to.Hundredths) / 2);
            Search(from, middle);
            Search(middle, to);
            return;
        }

        _best = _best is null || to.Total > _best ? to.Total : _best;
        if (_first is null && IsEnough(to))
        {
            _first = Halve(from.Hundredths, to.Hundredths);
        }
    }

    private int Halve(int tooLittle, int enough)
    {
        while (enough - tooLittle > 1)
        {
            var middle = (tooLittle + enough) / 2;
            (tooLittle, enough) = IsEnough(At(middle)) ? (tooLittle, middle) : (middle, enough);
        }

        return enough;
    }

    private bool IsEnough(Trial trial) => trial.Total is { } total && _isEnough(total);

    private Trial At(int hundredths)
    {
        foreach (var assignment in _open)
        {
            _work.Suppose(assignment, assignment.Points * hundredths / Whole);
        }

        var dropped = new List<long>();
        return new Trial(hundredths, GroupTotals.CoursePercent(_plan, _work, _kind, dropped), dropped);
    }

    private readonly record struct Trial(int Hundredths, decimal? Total, List<long> Dropped);
}
