using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator;

public sealed partial class SimulatedSchool
{
    private static readonly string[] CheckpointTags = ["reply_to_topic", "reply_to_entry"];

    /// <summary>Gives a score and leaves the submission in a state other than graded, as quizzes with essays and some tools do.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="userId">The student.</param>
    /// <param name="score">The score as entered.</param>
    /// <param name="workflowState"><c>pending_review</c> or <c>submitted</c>, which hand something in when nothing was, or <c>unsubmitted</c>.</param>
    /// <param name="graderId">Who graded; null for the quiz itself, or the teacher. Negative ids are those of quizzes and tools.</param>
    public void SetScoreInState(long courseId, long assignmentId, long userId, double score, string workflowState, long? graderId = null)
    {
        CheckPoints(score, -MaxPoints, nameof(score));
        var state = workflowState switch
        {
            "unsubmitted" => WorkState.Unsubmitted,
            "submitted" => WorkState.Submitted,
            "pending_review" => WorkState.PendingReview,
            _ => throw new ArgumentException($"Invalid state '{workflowState}' for a score. Expected unsubmitted, submitted or pending_review.", nameof(workflowState)),
        };
        ChangeDetails(courseId, assignmentId, userId, (CourseState c, int index, ref SubmissionRow row, Moment now) =>
        {
            if (state != WorkState.Unsubmitted && row.SubmittedAt.IsNone)
            {
                row.SubmittedAt = now;
                row.Attempt = 1;
            }

            Marking.Grade(c, ref row, score, now, byMachine: c.Assignments[row.Assignment].Info.QuizId is not null);
            row.State = state;
            if (graderId is not null)
            {
                c.Detail(index).GraderId = graderId;
            }
        });
    }

    /// <summary>Sets a submission's status by hand, which overrules what Canvas would decide; the score follows the late policy.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="userId">The student.</param>
    /// <param name="status"><c>late</c>, <c>missing</c>, <c>extended</c> or <c>none</c>; null leaves it to Canvas again.</param>
    /// <param name="secondsLate">How late, of meaning with <c>late</c>.</param>
    public void SetLatePolicyStatus(long courseId, long assignmentId, long userId, string? status, int secondsLate = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondsLate);
        var set = status switch
        {
            null => LateStatus.Unset,
            "none" => LateStatus.None,
            "late" => LateStatus.Late,
            "missing" => LateStatus.Missing,
            "extended" => LateStatus.Extended,
            _ => throw new ArgumentException($"Invalid late policy status '{status}'. Expected late, missing, extended, none or null.", nameof(status)),
        };
        ChangeDetails(courseId, assignmentId, userId, (CourseState c, int index, ref SubmissionRow row, Moment now) =>
        {
            if (set == LateStatus.Late)
            {
                c.Detail(index).SecondsLate = secondsLate;
            }

            Marking.SetStatus(c, ref row, set, secondsLate, now);
        });
    }

    /// <summary>Gives a submission one of the school's own grade statuses, with which it is neither late nor missing.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="userId">The student.</param>
    /// <param name="statusId">The status's id; null takes it away.</param>
    public void SetCustomStatus(long courseId, long assignmentId, long userId, long? statusId) =>
        ChangeDetails(courseId, assignmentId, userId, (CourseState c, int index, ref SubmissionRow row, Moment _) =>
        {
            row.Status = LateStatus.Unset;
            c.Detail(index).CustomStatusId = statusId;
        });

    /// <summary>Sets the final grade of an enrollment over the computed one, and lets the course do so.</summary>
    /// <param name="enrollmentId">The student's enrollment.</param>
    /// <param name="score">The score in percent; null takes the override away.</param>
    public void OverrideFinalGrade(long enrollmentId, decimal? score) => Change(s =>
    {
        var (course, index) = FindEnrollment(s, enrollmentId);
        course.Enrollments[index] = course.Enrollments[index] with { OverrideScore = score };
        course.Info = course.Info with { AllowsFinalGradeOverride = true };
        s.Events.GradeOverridden(course, course.Enrollments[index]);
        return true;
    });

    /// <summary>
    /// Makes an assignment a discussion with two checkpoints: a reply to the topic and replies to others. Its points are their sum, its own
    /// due date goes, and so does all work on it.
    /// </summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="topicPoints">Points of the reply to the topic.</param>
    /// <param name="topicDueAt">When it is due, or null.</param>
    /// <param name="entryPoints">Points of the replies to others.</param>
    /// <param name="entryDueAt">When they are due, or null.</param>
    public void SetCheckpoints(
        long courseId, long assignmentId, double topicPoints, DateTimeOffset? topicDueAt, double entryPoints, DateTimeOffset? entryDueAt)
    {
        CheckPoints(topicPoints, 0, nameof(topicPoints));
        CheckPoints(entryPoints, 0, nameof(entryPoints));
        ChangeAssignment(courseId, assignmentId, a => a with
        {
            SubmissionType = "discussion_topic",
            QuizId = null,
            DueAt = null,
            Overrides = [],
            PointsPossible = topicPoints + entryPoints,
            Checkpoints =
            [
                new SimulatedCheckpoint(Ids.Checkpoint(a.Id, 0), CheckpointTags[0], topicPoints, topicDueAt),
                new SimulatedCheckpoint(Ids.Checkpoint(a.Id, 1), CheckpointTags[1], entryPoints, entryDueAt),
            ],
        });
        Change(s =>
        {
            var course = FindCourse(s, courseId);
            var assignment = FindAssignment(course, assignmentId);
            foreach (var student in course.Students)
            {
                if (assignment.RowOf(student.Ordinal) is >= 0 and var index)
                {
                    course.Rows[index] = SubmissionRow.Empty(assignment.Ordinal, student.Ordinal);
                }
            }

            return true;
        });
    }

    /// <summary>Hands a checkpoint in now.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The discussion.</param>
    /// <param name="userId">The student.</param>
    /// <param name="tag">The checkpoint's tag.</param>
    public void HandInCheckpoint(long courseId, long assignmentId, long userId, string tag) =>
        ChangePart(courseId, assignmentId, userId, tag, (part, now) => part with { SubmittedAt = now });

    /// <summary>Gives a checkpoint a score. The discussion's grade is shown to the student once all its checkpoints are graded.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The discussion.</param>
    /// <param name="userId">The student.</param>
    /// <param name="tag">The checkpoint's tag.</param>
    /// <param name="score">The score.</param>
    public void SetCheckpointScore(long courseId, long assignmentId, long userId, string tag, double score)
    {
        CheckPoints(score, -MaxPoints, nameof(score));
        ChangePart(courseId, assignmentId, userId, tag, (part, now) => part with { Score = score, GradedAt = now });
    }

    private delegate void DetailsChange(CourseState course, int index, ref SubmissionRow row, Moment now);

    private void ChangePart(long courseId, long assignmentId, long userId, string tag, Func<PartRow, Moment, PartRow> change) =>
        ChangeDetails(courseId, assignmentId, userId, (CourseState c, int index, ref SubmissionRow row, Moment now) =>
        {
            var checkpoints = c.Assignments[row.Assignment].Info.Checkpoints;
            var place = checkpoints.ToList().FindIndex(p => p.Tag == tag);
            if (place < 0)
            {
                throw new ArgumentException($"Assignment {assignmentId} has no checkpoint {tag}. {nameof(SetCheckpoints)} makes them: {string.Join(" and ", CheckpointTags)}.");
            }

            var details = c.Detail(index);
            details.Parts ??= [.. checkpoints.Select(_ => PartRow.Empty)];
            details.Parts[place] = change(details.Parts[place], now);
            CheckpointView.Sum(ref row, checkpoints, details.Parts, now);
        });

    private void ChangeDetails(long courseId, long assignmentId, long userId, DetailsChange change) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var index = FindRow(course, assignmentId, userId);
        ref var row = ref course.Rows[index];
        var before = row;
        change(course, index, ref row, s.Now);
        course.Students[row.Student].Grades = null;
        s.Events.SubmissionChanged(course, index, before);
        return true;
    });
}
