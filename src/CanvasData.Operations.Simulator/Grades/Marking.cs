using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Grades;

/// <summary>What happens to a submission when somebody, or a policy, gives it a score.</summary>
internal static class Marking
{
    public static void Grade(CourseState course, ref SubmissionRow row, double score, Moment at, bool byMachine = false, int lateBy = 0)
    {
        var assignment = course.Assignments[row.Assignment];
        row.Grade(score, at, byMachine);
        var due = assignment.DueFor(course.Students[row.Student]);
        if (SubmissionView.IsLate(row, assignment, due))
        {
            var seconds = row.Status == LateStatus.Late ? lateBy : row.SubmittedAt.Seconds - due.Seconds;
            row.Deducted = Deduction(course.Info.LatePolicy, assignment, score, seconds);
        }

        Post(assignment, ref row, at);
    }

    public static void GradeAsMissing(CourseState course, ref SubmissionRow row, SimulatedLatePolicy policy, Moment at)
    {
        var assignment = course.Assignments[row.Assignment];
        var left = 100 - (double)policy.MissingDeduction;
        row.Grade(assignment.Info.GradingType == "pass_fail" ? 0 : Math.Round(assignment.Points * left / 100, 2), at, byMachine: true);
        row.MissingByPolicy = true;
        Post(assignment, ref row, at);
    }

    /// <summary>Sets or clears the status by hand; the score follows the late policy.</summary>
    public static void SetStatus(CourseState course, ref SubmissionRow row, LateStatus status, int lateBy, Moment at)
    {
        row.Status = status;
        row.MissingByPolicy = false;
        if (row.HasScore)
        {
            var (state, outdated, posted) = (row.State, row.Outdated, row.PostedAt);
            Grade(course, ref row, row.Entered, at, row.GradedByMachine, lateBy);
            (row.State, row.Outdated, row.PostedAt) = (state, outdated, posted);
            return;
        }

        row.GradedAt = at;
        if (status == LateStatus.Missing && course.Info.LatePolicy is { MissingEnabled: true } policy)
        {
            GradeAsMissing(course, ref row, policy, at);
        }
    }

    public static void Excuse(CourseState course, ref SubmissionRow row, Moment at)
    {
        row.Grade(double.NaN, at, byMachine: false);
        row.Excused = ExcusedState.Yes;
        Post(course.Assignments[row.Assignment], ref row, at);
    }

    /// <summary>Takes the score away; the time of the grade stays, as in Canvas.</summary>
    public static void Ungrade(ref SubmissionRow row)
    {
        row.Entered = double.NaN;
        row.Deducted = double.NaN;
        row.MissingByPolicy = false;
        row.Outdated = false;
        row.Excused = ExcusedState.No;
        row.State = row.SubmittedAt.IsNone ? WorkState.Unsubmitted : WorkState.Submitted;
    }

    private static void Post(AssignmentState assignment, ref SubmissionRow row, Moment at)
    {
        if (!assignment.Info.PostManually && row.PostedAt.IsNone)
        {
            row.PostedAt = at;
        }
    }

    /// <summary>Points lost: percent of the points possible for each begun interval, never below the floor.</summary>
    private static double Deduction(SimulatedLatePolicy? policy, AssignmentState assignment, double score, int secondsLate)
    {
        if (policy is not { LateEnabled: true } || assignment.Points <= 0 || assignment.Info.GradingType == "pass_fail" || !assignment.Info.TakesSubmissions)
        {
            return 0;
        }

        var possible = (decimal)assignment.Points;
        var intervals = Math.Ceiling(secondsLate / (policy.LateInterval == "hour" ? 3_600m : 86_400m));
        var most = Math.Max(((decimal)score * 100 / possible) - policy.MinimumPercent, 0);
        return (double)Math.Round(possible * Math.Min(policy.LateDeduction * intervals, most) / 100, 2, MidpointRounding.AwayFromZero);
    }
}
