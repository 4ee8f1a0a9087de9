using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Auditing;

/// <summary>
/// Finds why a student's grades differ, by computing them again under each cause that is possible in this course: one that
/// gives Canvas's numbers is confirmed. If none does, circumstances speak.
/// </summary>
internal sealed class CauseFinder
{
    private const int MaxSteps = 10;

    private readonly StoredCourse _course;
    private readonly GradeCalculator _calculator;
    private readonly (GradeDifferenceReason Reason, GradeCalculator Calculator)[] _otherCourses;
    private readonly long[] _moderated;

    public CauseFinder(StoredCourse course, GradeCalculator calculator)
    {
        _course = course;
        _calculator = calculator;
        _moderated = [.. course.Assignments.Where(row => row.ModeratedGrading == true).Select(row => row.Id)];
        _otherCourses = [.. OtherCourses(course)];
    }

    public GradeDifferenceReason Find(StoredStudent student, IEnumerable<StoredChange> changes)
    {
        if (student.HasNoNumbers)
        {
            return new GradeDifferenceReason(GradeDifferenceCause.NotSent, IsConfirmed: true, []);
        }

        if (student.Enrollment is { OverrideScore: { } set } e && StoredStudent.IsSame(e.CurrentScore, Numbers.ToDecimal(set)) && StoredStudent.IsSame(e.FinalScore, Numbers.ToDecimal(set)))
        {
            return new GradeDifferenceReason(GradeDifferenceCause.OverrideShown, IsConfirmed: true, []);
        }

        var graded = student.Graded;
        foreach (var (reason, calculator) in _otherCourses)
        {
            if (student.AgreesWith(calculator, graded))
            {
                return reason;
            }
        }

        foreach (var (reason, other) in OtherStudents(student, graded).Concat(Earlier(student, graded, changes)))
        {
            if (student.AgreesWith(_calculator, other))
            {
                return reason;
            }
        }

        return Circumstances(student, changes);
    }

    /// <summary>The course with a setting the other way.</summary>
    private static IEnumerable<(GradeDifferenceReason, GradeCalculator)> OtherCourses(StoredCourse course)
    {
        var graded = course.Graded;
        long[] anonymous = [.. course.Assignments.Where(StoredCourse.IsAnonymous).Select(row => row.Id)];
        if (anonymous.Length > 0)
        {
            foreach (var isLeftOut in (bool[])[false, true])
            {
                yield return Other(GradeDifferenceCause.AnonymousUnposted, anonymous, graded with
                {
                    Assignments = [.. graded.Assignments.Select(one => anonymous.Contains(one.Id) ? one with { IsAnonymousUnposted = isLeftOut } : one)],
                });
            }
        }

        if (graded.Periods.Count > 0)
        {
            yield return Other(GradeDifferenceCause.PeriodWeights, [], graded with { HasWeightedPeriods = !graded.HasWeightedPeriods });
        }

        yield return Other(GradeDifferenceCause.GroupWeights, [], graded with { IsWeighted = !graded.IsWeighted });

        static (GradeDifferenceReason, GradeCalculator) Other(GradeDifferenceCause cause, long[] assignments, GradedCourse other) =>
            (new GradeDifferenceReason(cause, IsConfirmed: true, assignments), new GradeCalculator(other));
    }

    /// <summary>The student with something of the work seen the other way.</summary>
    private IEnumerable<(GradeDifferenceReason, GradedStudent)> OtherStudents(StoredStudent student, GradedStudent graded)
    {
        foreach (var one in _course.Restricted)
        {
            yield return (Confirmed(GradeDifferenceCause.Assignment, [one]), graded with
            {
                NotAssigned = student.NotAssigned.Contains(one) ? [.. student.NotAssigned.Where(other => other != one)] : [.. student.NotAssigned, one],
            });
        }

        if (_course.Restricted.Count > 1)
        {
            yield return (Confirmed(GradeDifferenceCause.Assignment, student.NotAssigned), graded with { NotAssigned = [] });
            yield return (Confirmed(GradeDifferenceCause.Assignment, _course.Restricted), graded with { NotAssigned = _course.Restricted });
        }

        if (_moderated.Length > 0)
        {
            yield return (Confirmed(GradeDifferenceCause.ModeratedNotReleased, _moderated), graded with
            {
                Submissions = [.. student.Work.Select(work => work.Graded with { Score = _moderated.Contains(work.AssignmentId) ? null : work.Score })],
            });
        }

        static GradeDifferenceReason Confirmed(GradeDifferenceCause cause, IEnumerable<long> assignments) => new(cause, IsConfirmed: true, [.. assignments.Order()]);
    }

    /// <summary>The student before the last changes: sync by sync as the history has them, or else grade by grade as they were given or shown.</summary>
    private static IEnumerable<(GradeDifferenceReason, GradedStudent)> Earlier(StoredStudent student, GradedStudent graded, IEnumerable<StoredChange> changes)
    {
        var cause = student.IsConcluded ? GradeDifferenceCause.Concluded : GradeDifferenceCause.NotYetRecomputed;
        var works = student.Work.ToDictionary(work => work.Id);
        var seen = changes.Where(change => works.ContainsKey(change.Work.Id)).GroupBy(change => change.RecordedAt)
            .Select(sync => (Work: sync.Select(change => works[change.Work.Id].As(change.Work)), At: sync.Key));
        var given = student.Work.Where(work => work.GradedAt is not null).GroupBy(work => work.PostedAt > work.GradedAt ? work.PostedAt.Value : work.GradedAt!.Value)
            .OrderByDescending(moment => moment.Key)
            .Select(moment => (Work: moment.Select(work => work with { Score = null, IsExcused = false }), At: moment.Key));
        return Reverted(seen).Concat(Reverted(given));

        IEnumerable<(GradeDifferenceReason, GradedStudent)> Reverted(IEnumerable<(IEnumerable<StoredWork> Work, DateTime At)> steps)
        {
            var before = new Dictionary<long, StoredWork>(works);
            var touched = new SortedSet<long>();
            foreach (var (changed, at) in steps.Take(MaxSteps))
            {
                foreach (var work in changed)
                {
                    before[work.Id] = work;
                    touched.Add(work.AssignmentId);
                }

                yield return (
                    new GradeDifferenceReason(cause, IsConfirmed: true, [.. touched], at),
                    graded with { Submissions = [.. before.Values.Select(one => one.Graded)] });
            }
        }
    }

    private GradeDifferenceReason Circumstances(StoredStudent student, IEnumerable<StoredChange> changes)
    {
        long[] edited = [.. student.Work.Where(work => work.LocalEdits is not null).Select(work => work.AssignmentId)
            .Union(_course.Assignments.Where(row => row.LocalEdits is not null).Select(row => row.Id)).Order()];
        if (edited.Length > 0 || _course.IsEdited || student.Enrollment.LocalEdits is not null)
        {
            return new GradeDifferenceReason(GradeDifferenceCause.LocalEdit, IsConfirmed: false, edited);
        }

        if (student.IsConcluded)
        {
            return new GradeDifferenceReason(GradeDifferenceCause.Concluded, IsConfirmed: false, []);
        }

        var changedAt = changes.Select(change => change.RecordedAt).Append(_course.ChangedAt).Max();
        if (changedAt > student.Enrollment.SyncedAt)
        {
            return new GradeDifferenceReason(GradeDifferenceCause.NotYetRecomputed, IsConfirmed: false, [], changedAt);
        }

        long[] reviewed = [.. _course.Assignments.Where(row => row.PeerReviews == true).Select(row => row.Id)];
        return reviewed.Length > 0
            ? new GradeDifferenceReason(GradeDifferenceCause.SubAssignments, IsConfirmed: false, reviewed)
            : new GradeDifferenceReason(GradeDifferenceCause.Unexplained, IsConfirmed: false, []);
    }
}
