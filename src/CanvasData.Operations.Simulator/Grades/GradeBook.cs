using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Grades;

/// <summary>The totals of a student in a course, as Canvas computes them. Kept per student until something of theirs changes.</summary>
internal static class GradeBook
{
    public static SimulatedGrades For(CourseState course, StudentState student) =>
        student.Grades ??= Compute(course, student, null);

    public static SimulatedGrades Compute(CourseState course, StudentState student, long? periodId) =>
        periodId is null && course.WeighsPeriods && course.Periods.Count > 0 ? OfPeriods(course, student) : OfWork(course, student, periodId);

    /// <summary>The periods' totals by their weights, each rounded as it is stored; a period without any current score takes no part in the current one.</summary>
    private static SimulatedGrades OfPeriods(CourseState course, StudentState student)
    {
        var parts = course.Periods.Select(p => (Grades: OfWork(course, student, p.Id), Weight: (decimal)(p.Weight ?? 0))).ToList();
        var current = Current(parts.Select(p => (p.Grades.CurrentScore, p.Weight)));
        var unpostedCurrent = Current(parts.Select(p => (p.Grades.UnpostedCurrentScore, p.Weight)));
        return new SimulatedGrades(
            current, Final(parts.Select(p => (p.Grades.FinalScore, p.Weight))),
            unpostedCurrent, Final(parts.Select(p => (p.Grades.UnpostedFinalScore, p.Weight))),
            current, unpostedCurrent);

        static decimal? Current(IEnumerable<(decimal? Score, decimal Weight)> periods)
        {
            var scored = periods.Where(p => p.Score is not null).ToList();
            return scored.Count == 0 ? null : Weighted(scored);
        }

        static decimal Final(IEnumerable<(decimal? Score, decimal Weight)> periods) => Weighted([.. periods]);
    }

    private static decimal Weighted(List<(decimal? Score, decimal Weight)> periods)
    {
        var weights = periods.Sum(p => p.Weight);
        var total = periods.Sum(p => (p.Score ?? 0) * p.Weight);
        return weights == 0 ? 0 : Round(weights < 100 ? total / weights : total / 100);
    }

    private static SimulatedGrades OfWork(CourseState course, StudentState student, long? periodId)
    {
        var (current, currentPoints) = Total(course, student, periodId, current: true, unposted: false);
        var (final, _) = Total(course, student, periodId, current: false, unposted: false);
        var (unpostedCurrent, unpostedPoints) = Total(course, student, periodId, current: true, unposted: true);
        var (unpostedFinal, _) = Total(course, student, periodId, current: false, unposted: true);
        return new SimulatedGrades(current, final, unpostedCurrent, unpostedFinal, currentPoints, unpostedPoints);
    }

    private static (decimal? Percent, decimal? Points) Total(CourseState course, StudentState student, long? periodId, bool current, bool unposted)
    {
        var counted = Counted(course, student, periodId, current, unposted);
        decimal scores = 0, possible = 0, weighted = 0, weights = 0;
        var any = false;
        foreach (var group in course.Groups)
        {
            if (!counted.TryGetValue(group.Id, out var work))
            {
                continue;
            }

            var kept = DropRules.Keep(work, group);
            var groupScore = kept.Sum(w => w.Score);
            var groupPoints = kept.Sum(w => w.Points);
            any = true;
            scores += groupScore;
            possible += groupPoints;
            if (groupPoints > 0)
            {
                // Multiplied first: a half that division has cut off would round the wrong way.
                weighted += groupScore * (decimal)group.Weight / groupPoints;
                weights += (decimal)group.Weight;
            }
        }

        if (!course.Info.AppliesGroupWeights)
        {
            return (possible == 0 ? null : Round(scores * 100 / possible), any ? Round(scores) : null);
        }

        var total = weights == 0 ? (decimal?)null : Round(weights < 100 ? weighted * 100 / weights : weighted);
        return (total, total);
    }

    private static Dictionary<long, List<Work>> Counted(CourseState course, StudentState student, long? periodId, bool current, bool unposted)
    {
        var counted = new Dictionary<long, List<Work>>();
        var rows = course.Rows;
        var isConcluded = student.Enrollments.TrueForAll(e => course.Enrollments[e].State is "completed" or "deleted");
        foreach (var assignment in course.Assignments)
        {
            if (!assignment.HasSubmissions || !assignment.Info.IsGradable || assignment.Info.OmitFromFinalGrade || !assignment.IsVisibleTo(student)
                || assignment.RowOf(student.Ordinal) is not (>= 0 and var index)
                || (periodId is not null && course.PeriodOf(assignment.DueFor(student)) != periodId))
            {
                continue;
            }

            // A hidden submission is like none: its excuse is hidden, too.
            ref readonly var row = ref rows[index];
            var isUnposted = !unposted && row.PostedAt.IsNone;
            if (isUnposted ? isConcluded : row.Excused == ExcusedState.Yes)
            {
                continue;
            }

            var isHidden = isUnposted || (current && row.State == WorkState.PendingReview);
            var hasScore = row.HasScore && !isHidden;
            if (hasScore || !current)
            {
                if (!counted.TryGetValue(assignment.Info.GroupId, out var work))
                {
                    counted.Add(assignment.Info.GroupId, work = []);
                }

                work.Add(new Work(assignment.Info.Id, hasScore ? (decimal)row.Score : 0, (decimal)assignment.Points));
            }
        }

        return counted;
    }

    private static decimal Round(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);
}
