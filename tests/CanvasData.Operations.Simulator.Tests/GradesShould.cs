namespace CanvasData.Operations.Simulator.Tests;

/// <summary>Totals agree with the plain reading of Canvas's rules, by trying every choice of what to drop.</summary>
public sealed class GradesShould(SharedSchool shared) : IClassFixture<SharedSchool>
{
    private readonly SimulatedSchool school = shared.School;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void AgreeWithBruteForce(int courseIndex) => Compare(school, school.Courses[courseIndex]);

    [Fact]
    public async Task AgreeWithBruteForceWhereWorkIsOfEveryKind()
    {
        await using var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 12, Students = 200, RealShapes = true });
        Compare(simulator.School, simulator.School.Courses[3]);
    }

    private static void Compare(SimulatedSchool school, SimulatedCourse course)
    {
        var work = school.Submissions(course.Id).ToLookup(s => s.UserId);
        foreach (var enrollment in school.Enrollments(course.Id).Where(e => e is { IsStudent: true, State: "active" }).Take(60))
        {
            var own = work[enrollment.UserId].ToDictionary(s => s.AssignmentId);
            var grades = school.Grades(enrollment.Id)!;
            grades.CurrentScore.Should().Be(Total(school, course, own, current: true, unposted: false));
            grades.FinalScore.Should().Be(Total(school, course, own, current: false, unposted: false));
            grades.UnpostedCurrentScore.Should().Be(Total(school, course, own, current: true, unposted: true));
            grades.UnpostedFinalScore.Should().Be(Total(school, course, own, current: false, unposted: true));
        }
    }

    private static decimal? Total(SimulatedSchool school, SimulatedCourse course, Dictionary<long, SimulatedSubmission> own, bool current, bool unposted)
    {
        decimal score = 0, points = 0, weighted = 0, weights = 0;
        foreach (var group in school.AssignmentGroups(course.Id))
        {
            var counted = new List<(long Id, decimal Score, decimal Points)>();
            foreach (var assignment in school.Assignments(course.Id).Where(a => a.GroupId == group.Id && a is { WorkflowState: "published", OmitFromFinalGrade: false, SubmissionType: not ("wiki_page" or "not_graded") }))
            {
                if (!own.TryGetValue(assignment.Id, out var s))
                {
                    continue;
                }

                // A hidden submission is like none, its excuse too.
                var isSeen = unposted || s.PostedAt is not null;
                if (isSeen && s.Excused == true)
                {
                    continue;
                }

                var value = isSeen && !(current && s.WorkflowState == "pending_review") ? s.Score : null;
                if (value is not null || !current)
                {
                    counted.Add((assignment.Id, (decimal)(value ?? 0), (decimal)(assignment.PointsPossible ?? 0)));
                }
            }

            var (groupScore, groupPoints) = Best(counted, group);
            score += groupScore;
            points += groupPoints;
            if (groupPoints > 0)
            {
                weighted += groupScore * (decimal)group.Weight / groupPoints;
                weights += (decimal)group.Weight;
            }
        }

        return course.AppliesGroupWeights
            ? weights == 0 ? null : Round(weights < 100 ? weighted * 100 / weights : weighted)
            : points == 0 ? null : Round(score * 100 / points);
    }

    private static (decimal Score, decimal Points) Best(List<(long Id, decimal Score, decimal Points)> all, SimulatedAssignmentGroup group)
    {
        var kept = all;
        // Of equals the one with the highest id goes: it is tried first.
        var droppable = all.Where(w => !group.NeverDrop.Contains(w.Id)).OrderByDescending(w => w.Id).ToList();
        var low = Math.Min(group.DropLowest, droppable.Count - 1);
        var high = low + group.DropHighest >= droppable.Count ? 0 : group.DropHighest;
        if (all.Exists(w => w.Points == 0) && all.Exists(w => w.Points > 0))
        {
            // Work without points has no ratio to compare: where Canvas's halving of ratios stops decides.
            var always = all.Except(droppable).ToList();
            var left = Halved(droppable, always, droppable.Count - Math.Max(low, 0), 1);
            left = Halved(left, always, left.Count - Math.Max(high, 0), -1);
            return (left.Concat(always).Sum(w => w.Score), left.Concat(always).Sum(w => w.Points));
        }

        for (var i = 0; i < low; i++)
        {
            kept = droppable.Where(kept.Contains).Select(gone => kept.Where(w => w != gone).ToList()).MaxBy(Ratio)!;
        }

        for (var i = 0; i < high; i++)
        {
            kept = droppable.Where(kept.Contains).Select(gone => kept.Where(w => w != gone).ToList()).MinBy(Ratio)!;
        }

        return (kept.Sum(w => w.Score), kept.Sum(w => w.Points));
    }

    /// <summary>keep_helper of Canvas's grade calculator, word by word, in the doubles that Canvas uses.</summary>
    private static List<(long Id, decimal Score, decimal Points)> Halved(
        List<(long Id, decimal Score, decimal Points)> droppable, List<(long Id, decimal Score, decimal Points)> always, int keep, int sign)
    {
        if (droppable.Count <= keep)
        {
            return droppable;
        }

        var looked = droppable.Concat(always).ToList();
        var pointed = looked.Where(w => w.Points > 0).ToList();
        if (pointed.Count == 0)
        {
            return [.. droppable.OrderByDescending(w => sign * w.Score).ThenBy(w => w.Id).Take(keep)];
        }

        var (points, score) = ((double)pointed.Sum(w => w.Points), (double)pointed.Sum(w => w.Score));
        var unpointed = looked.Where(w => w.Points == 0).ToList();
        var low = pointed.Min(w => (double)w.Score / (double)w.Points);
        var high = unpointed.Count > 0
            ? (Math.Max(points, score) + (double)unpointed.Sum(w => w.Score)) / points
            : pointed.Max(w => (double)w.Score / (double)w.Points);
        var middle = (low + high) / 2;
        var (over, kept) = Keep(middle);
        var most = (double)pointed.Max(w => w.Points);
        while (high - low >= 1 / (2 * keep * most * most))
        {
            (low, high) = over < 0 ? (low, middle) : (middle, high);
            middle = (low + high) / 2;
            if (middle == low || middle == high)
            {
                break;
            }

            (over, kept) = Keep(middle);
        }

        return kept;

        (double Over, List<(long Id, decimal Score, decimal Points)> Kept) Keep(double q)
        {
            double Rate((long Id, decimal Score, decimal Points) w) => (double)w.Score - (q * (double)w.Points);
            var best = droppable.OrderByDescending(w => sign * Rate(w)).ThenBy(w => w.Id).Take(keep).ToList();
            return (best.Concat(always).Sum(Rate), best);
        }
    }

    // Points out of nothing count as infinitely good; nothing out of nothing counts for nothing.
    private static decimal Ratio(List<(long Id, decimal Score, decimal Points)> work) =>
        work.Sum(w => w.Points) is > 0 and var points ? work.Sum(w => w.Score) / points : work.Sum(w => w.Score) > 0 ? decimal.MaxValue : decimal.MinValue;

    private static decimal Round(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);
}
