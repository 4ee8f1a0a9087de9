using CanvasData.Operations.Simulator.Grades;

namespace CanvasData.Operations.Simulator.School;

/// <summary>Turns a stored row into what the API says of it now: late and missing are computed here, as Canvas does, and never stored.</summary>
internal static class SubmissionView
{
    public static SimulatedSubmission Create(CourseState course, int index, Moment now)
    {
        ref readonly var row = ref course.Rows[index];
        var assignment = course.Assignments[row.Assignment];
        var student = course.Students[row.Student];
        var due = assignment.DueFor(student);
        var excused = row.Excused == ExcusedState.Yes;
        var details = course.DetailsOf(index);
        var hasOwnStatus = details?.CustomStatusId is not null;
        var grader = details?.GraderId ?? Grader(row, assignment, course);
        var missing = !hasOwnStatus && IsMissing(row, assignment, due, now, grader);
        var late = !excused && !hasOwnStatus && IsLate(row, assignment, due);
        var scored = row.HasScore && !excused;
        return new SimulatedSubmission
        {
            Id = course.SubmissionId(index),
            CourseId = course.Info.Id,
            AssignmentId = assignment.Info.Id,
            UserId = student.User.Id,
            WorkflowState = StateName(row.State),
            SubmissionType = row.SubmittedAt.IsNone ? null : assignment.Info.SubmissionType,
            SubmittedAt = row.SubmittedAt.ToTime(),
            Attempt = row.Attempt == 0 ? null : row.Attempt,
            Score = scored ? row.Score : null,
            Grade = scored ? GradeText.Format(row.Score, assignment, course) : null,
            EnteredScore = scored ? row.Entered : null,
            EnteredGrade = scored ? GradeText.Format(row.Entered, assignment, course) : null,
            PointsDeducted = scored && late && !double.IsNaN(row.Deducted) ? row.Deducted : null,
            LatePolicyStatus = row.MissingByPolicy ? "missing" : StatusName(row.Status),
            Late = late,
            Missing = missing,
            SecondsLate = row.Status == LateStatus.Late ? (late ? details?.SecondsLate ?? 0 : 0) : SecondsLate(row, due, late, missing, now),
            Excused = row.Excused switch { ExcusedState.Yes => true, ExcusedState.No => false, _ => null },
            GradedAt = row.GradedAt.ToTime(),
            GraderId = grader,
            GradeMatchesCurrentSubmission = scored ? !row.Outdated : null,
            PostedAt = row.PostedAt.ToTime(),
            CachedDueDate = due.ToTime(),
            GradingPeriodId = course.PeriodOf(due),
            CustomGradeStatusId = details?.CustomStatusId,
        };
    }

    public static string? StatusName(LateStatus status) => status switch
    {
        LateStatus.None => "none",
        LateStatus.Late => "late",
        LateStatus.Missing => "missing",
        LateStatus.Extended => "extended",
        _ => null,
    };

    public static string StateName(WorkState state) => state switch
    {
        WorkState.Unsubmitted => "unsubmitted",
        WorkState.Submitted => "submitted",
        WorkState.PendingReview => "pending_review",
        _ => "graded",
    };

    public static bool IsLate(in SubmissionRow row, AssignmentState assignment, Moment due)
    {
        if (row.Status != LateStatus.Unset)
        {
            return row.Status == LateStatus.Late;
        }

        if (row.SubmittedAt.IsNone || due.IsNone)
        {
            return false;
        }

        var grace = assignment.Info.QuizId is null ? 0 : 60;
        return row.SubmittedAt.Seconds - grace > due.Seconds;
    }

    private static bool IsMissing(in SubmissionRow row, AssignmentState assignment, Moment due, Moment now, long? grader)
    {
        if (row.Excused == ExcusedState.Yes)
        {
            return false;
        }

        if (row.MissingByPolicy)
        {
            return true;
        }

        if (row.Status != LateStatus.Unset)
        {
            return row.Status == LateStatus.Missing;
        }

        // What a person has looked at is not missing, whatever its state.
        return grader is null && row.State == WorkState.Unsubmitted && row.SubmittedAt.IsNone && !due.IsNone && now > due && assignment.Info.ExpectsSubmission;
    }

    private static long SecondsLate(in SubmissionRow row, Moment due, bool late, bool missing, Moment now)
    {
        if (late)
        {
            return row.SubmittedAt.Seconds - due.Seconds;
        }

        return missing && !due.IsNone ? Math.Max(0, now.Seconds - due.Seconds) : 0;
    }

    private static long? Grader(in SubmissionRow row, AssignmentState assignment, CourseState course)
    {
        if (row.GradedAt.IsNone || row.MissingByPolicy)
        {
            return null;
        }

        return row.GradedByMachine && assignment.Info.QuizId is { } quiz ? -quiz : course.Teacher.Id;
    }
}
