using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Generation;

/// <summary>
/// The outcome of one student's work on one assignment, decided by the seed alone. A new school applies every outcome up to now. Advancing
/// it is the same step from then to later, so there is one rule for both.
/// </summary>
internal readonly record struct SubmissionOutcome
{
    private Moment SubmitAt { get; init; }

    private Moment GradeAt { get; init; }

    private Moment ResubmitAt { get; init; }

    private double Score { get; init; }

    private bool IsExcused { get; init; }

    private bool AwaitsReview { get; init; }

    public static SubmissionOutcome Draw(int seed, CourseState course, AssignmentState assignment, StudentState student)
    {
        var dice = new SeededRandom(seed, course.Ordinal + 1, assignment.Ordinal + 1, student.User.Ordinal + 1);
        var (opens, closes) = course.Term;
        var due = assignment.DueFor(student);
        var deadline = due.IsNone ? opens.Plus(dice.Between(24, (closes.Seconds - opens.Seconds) / 3600.0)) : due;
        var progress = Math.Clamp((deadline.Seconds - opens.Seconds) / (double)Math.Max(1, closes.Seconds - opens.Seconds), 0, 1);
        var (diligence, quality) = Manner(student.User, progress);
        var isQuiz = assignment.Info.QuizId is not null;
        var handsIn = dice.Chance(student.IsTest ? 0.3 : diligence);
        var submitAt = deadline.Plus(dice.Chance(0.12) ? dice.Between(0.2, 80) : -dice.Between(0.1, 72));
        var graded = dice.Chance(0.96);
        var basis = submitAt > deadline ? submitAt : deadline;
        var gradeAt = isQuiz ? submitAt.Plus(0.02) : basis.Plus(dice.Between(6, 140));
        var score = ScoreFor(assignment, quality + dice.Between(-0.12, 0.12), dice.Chance(0.03), ref dice);
        var isExcused = dice.Chance(0.008);
        var resubmits = dice.Chance(0.02);
        var awaitsReview = isQuiz && dice.Chance(0.06);
        if (!assignment.Info.TakesSubmissions)
        {
            return new SubmissionOutcome { GradeAt = handsIn && graded ? gradeAt : default, Score = score, IsExcused = isExcused };
        }

        return new SubmissionOutcome
        {
            SubmitAt = handsIn ? submitAt : default,
            GradeAt = (handsIn && graded) || isExcused ? gradeAt : default,
            ResubmitAt = handsIn && graded && resubmits && !isQuiz ? gradeAt.Plus(30) : default,
            Score = score,
            IsExcused = isExcused,
            AwaitsReview = awaitsReview,
        };
    }

    /// <summary>Lives the time after <paramref name="from"/> up to <paramref name="to"/>. True when anything happened.</summary>
    public bool Live(CourseState course, ref SubmissionRow row, Moment from, Moment to)
    {
        if (course.Assignments[row.Assignment].Info.Checkpoints.Count > 0)
        {
            return false;
        }

        var before = (row.State, row.SubmittedAt, row.GradedAt);
        if (row.State == WorkState.Unsubmitted && row.GradedAt.IsNone && Has(SubmitAt, to))
        {
            row.SubmittedAt = NotBefore(SubmitAt, from);
            row.Attempt = 1;
            row.State = WorkState.Submitted;
        }

        if (row.State is WorkState.Unsubmitted or WorkState.Submitted && row.Attempt <= 1 && Has(GradeAt, to))
        {
            GradeNow(course, ref row, NotBefore(GradeAt, from));
        }

        if (row is { State: WorkState.Graded, Attempt: 1, Excused: ExcusedState.No } && Has(ResubmitAt, to))
        {
            row.SubmittedAt = NotBefore(ResubmitAt, from);
            row.Attempt = 2;
            row.State = WorkState.Submitted;
            row.Outdated = true;
        }

        MissIfDue(course, ref row, from, to);
        return before != (row.State, row.SubmittedAt, row.GradedAt);
    }

    private void GradeNow(CourseState course, ref SubmissionRow row, Moment at)
    {
        if (IsExcused)
        {
            Marking.Excuse(course, ref row, at);
            return;
        }

        var assignment = course.Assignments[row.Assignment];
        Marking.Grade(course, ref row, Score, at, byMachine: assignment.Info.QuizId is not null);
        row.State = AwaitsReview ? WorkState.PendingReview : WorkState.Graded;
    }

    private void MissIfDue(CourseState course, ref SubmissionRow row, Moment from, Moment to)
    {
        if (row.State != WorkState.Unsubmitted || row.Status != LateStatus.Unset || !row.GradedAt.IsNone || !SubmitAt.IsNone || IsExcused || course.Info.LatePolicy is not { MissingEnabled: true } policy)
        {
            return;
        }

        var assignment = course.Assignments[row.Assignment];
        var due = assignment.DueFor(course.Students[row.Student]);
        if (assignment.Info.ExpectsSubmission && assignment.Points > 0 && Has(due, to))
        {
            Marking.GradeAsMissing(course, ref row, policy, NotBefore(due.Plus(0.1), from));
        }
    }

    private static bool Has(Moment time, Moment now) => !time.IsNone && time <= now;

    private static Moment NotBefore(Moment time, Moment from) => time > from ? time : new Moment(from.Seconds + 1);

    private static (double Diligence, double Quality) Manner(SimulatedUser user, double progress) => user.Kind switch
    {
        StudentKind.Rising => (0.72 + (0.26 * progress), user.Ability - 0.22 + (0.4 * progress)),
        StudentKind.Falling => (0.98 - (0.5 * progress), user.Ability + 0.08 - (0.45 * progress)),
        StudentKind.Vanishing when progress > VanishesAfter(user) => (0, 0),
        _ => (0.95, user.Ability),
    };

    /// <summary>The part of the term after which a vanishing student is gone.</summary>
    public static double VanishesAfter(SimulatedUser user) => 0.15 + (user.Ability * 0.5);

    private static double ScoreFor(AssignmentState assignment, double quality, bool extra, ref SeededRandom dice)
    {
        var points = assignment.Points;
        if (points <= 0)
        {
            return dice.Below(4);
        }

        if (assignment.Info.GradingType == "pass_fail")
        {
            return quality > 0.45 ? points : 0;
        }

        var share = extra ? dice.Between(1.02, 1.1) : Math.Clamp(quality, 0, 1);
        return Math.Round(share * points * 2) / 2;
    }
}
