namespace CanvasData.Operations.Grading;

/// <summary>An assignment that counts, with its place among the course's.</summary>
internal readonly record struct PlannedAssignment(long Id, int Slot, double Points, bool NeverDrop, int FallbackPeriod);

/// <summary>A group with the assignments in it that count.</summary>
internal sealed record PlannedGroup(long Id, double Weight, int DropLowest, int DropHighest, PlannedAssignment[] Assignments);

/// <summary>A course made ready to compute many students: what can count at all, found once.</summary>
internal sealed class GradingPlan
{
    public const int NoPeriod = -1;

    private readonly Dictionary<long, int> _slots = [];
    private readonly Dictionary<long, int> _periods = [];
    private readonly double?[] _periodWeights;

    public GradingPlan(GradedCourse course)
    {
        Course = course;
        _periodWeights = [.. course.Periods.Select(period => period.Weight)];
        for (var i = 0; i < course.Periods.Count; i++)
        {
            _periods.TryAdd(course.Periods[i].Id, i);
        }

        var groups = course.Groups.DistinctBy(group => group.Id).ToDictionary(group => group.Id, _ => new List<PlannedAssignment>());
        var neverDrop = course.Groups.DistinctBy(group => group.Id).SelectMany(group => group.NeverDrop, (group, id) => (group.Id, id)).ToHashSet();
        foreach (var assignment in course.Assignments.DistinctBy(assignment => assignment.Id))
        {
            if (Counts(assignment) && groups.TryGetValue(assignment.GroupId, out var members))
            {
                var points = Numbers.CleanAmount(assignment.PointsPossible);
                Reach += Numbers.ReachOfAmount(points);
                members.Add(new PlannedAssignment(assignment.Id, _slots.Count, points, neverDrop.Contains((assignment.GroupId, assignment.Id)), PeriodOf(assignment.GradingPeriodId)));
                _slots.Add(assignment.Id, _slots.Count);
            }
        }

        Groups = [.. course.Groups.DistinctBy(group => group.Id).Select(group => new PlannedGroup(
            group.Id, Numbers.CleanAmount(group.Weight), group.DropLowest, group.DropHighest, [.. groups[group.Id].OrderBy(assignment => assignment.Id)]))];
        Reach += Groups.Sum(group => Numbers.ReachOfAmount(group.Weight));
    }

    public GradedCourse Course { get; }

    public PlannedGroup[] Groups { get; }

    /// <summary>Whether the course's totals are made of those of the periods.</summary>
    public bool CombinesPeriods => Course.HasWeightedPeriods && Course.Periods.Count > 0;

    public int Slots => _slots.Count;

    /// <summary>What the magnitudes of all points and weights add up to.</summary>
    public double Reach { get; }

    public int SlotOf(long assignmentId) => _slots.GetValueOrDefault(assignmentId, -1);

    public int PeriodOf(long? id) => id is { } period && _periods.TryGetValue(period, out var index) ? index : NoPeriod;

    /// <summary>A total of the course from those of the periods.</summary>
    public decimal? Combine(GradeKind kind, ReadOnlySpan<decimal?> scores) =>
        kind.LeavesUngradedOut() ? GradingPeriods.CurrentScore(scores, _periodWeights) : GradingPeriods.FinalScore(scores, _periodWeights);

    private static bool Counts(GradedAssignment assignment) =>
        assignment is { IsPublished: true, OmitFromFinalGrade: false, IsAnonymousUnposted: false } && assignment.GradingType != GradingTypes.NotGraded;
}
