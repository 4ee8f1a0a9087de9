namespace CanvasData.Operations.Model;

/// <summary>The types of enrollments (<see cref="CanvasEnrollment.Type"/>), in Canvas's words. Canvas may add others.</summary>
public static class EnrollmentTypes
{
    /// <summary>The enrollment of a person who takes the course.</summary>
    public const string Student = "StudentEnrollment";

    /// <summary>The test student of a course, with which teachers look at it. Never a person.</summary>
    public const string TestStudent = "StudentViewEnrollment";

    /// <summary>The enrollment of a person who teaches the course.</summary>
    public const string Teacher = "TeacherEnrollment";

    /// <summary>The enrollment of a person who assists the teachers and may grade.</summary>
    public const string TeachingAssistant = "TaEnrollment";

    /// <summary>A course designer, who builds the course and sees no grades.</summary>
    public const string Designer = "DesignerEnrollment";

    /// <summary>An observer, such as a parent.</summary>
    public const string Observer = "ObserverEnrollment";
}

/// <summary>The states of enrollments (<see cref="CanvasEnrollment.EnrollmentState"/>), in Canvas's words. Canvas may add others.</summary>
public static class EnrollmentStates
{
    /// <summary>The person takes part now.</summary>
    public const string Active = "active";

    /// <summary>The person has not accepted yet.</summary>
    public const string Invited = "invited";

    /// <summary>The invitation is not sent yet.</summary>
    public const string CreationPending = "creation_pending";

    /// <summary>The enrollment is concluded.</summary>
    public const string Completed = "completed";

    /// <summary>The person lost access; the work is kept.</summary>
    public const string Inactive = "inactive";

    /// <summary>The person refused the invitation.</summary>
    public const string Rejected = "rejected";

    /// <summary>The enrollment was deleted.</summary>
    public const string Deleted = "deleted";
}

/// <summary>The states of courses (<see cref="CanvasCourse.WorkflowState"/>), in Canvas's words. Canvas may add others.</summary>
public static class CourseStates
{
    /// <summary>The course is hidden from students.</summary>
    public const string Unpublished = "unpublished";

    /// <summary>The course is published. One that ended by its dates stays so.</summary>
    public const string Available = "available";

    /// <summary>A person concluded the course.</summary>
    public const string Completed = "completed";

    /// <summary>The course was deleted.</summary>
    public const string Deleted = "deleted";
}

/// <summary>The states of assignments (<see cref="CanvasAssignment.WorkflowState"/>), in Canvas's words. Canvas may add others.</summary>
public static class AssignmentStates
{
    /// <summary>The assignment is visible to students.</summary>
    public const string Published = "published";

    /// <summary>The assignment is visible to staff only.</summary>
    public const string Unpublished = "unpublished";

    /// <summary>The assignment was deleted.</summary>
    public const string Deleted = "deleted";
}

/// <summary>The states of submissions (<see cref="CanvasSubmission.WorkflowState"/>), in Canvas's words. Canvas may add others.</summary>
public static class SubmissionStates
{
    /// <summary>The student submitted nothing.</summary>
    public const string Unsubmitted = "unsubmitted";

    /// <summary>The work was submitted and awaits a grade.</summary>
    public const string Submitted = "submitted";

    /// <summary>A quiz awaits review by a person.</summary>
    public const string PendingReview = "pending_review";

    /// <summary>The work has a grade.</summary>
    public const string Graded = "graded";
}

/// <summary>The lateness that a person or a policy has set (<see cref="CanvasSubmission.LatePolicyStatus"/>). Without one, Canvas decides by the dates.</summary>
public static class LatePolicyStatuses
{
    /// <summary>The work counts as missing.</summary>
    public const string Missing = "missing";

    /// <summary>The work counts as late.</summary>
    public const string Late = "late";

    /// <summary>The student has more time.</summary>
    public const string Extended = "extended";

    /// <summary>The work is neither late nor missing.</summary>
    public const string None = "none";
}

/// <summary>The values in <see cref="CanvasAssignment.SubmissionTypes"/>, in Canvas's words. An assignment lists one or several, separated by commas.</summary>
public static class SubmissionTypes
{
    /// <summary>A file is submitted.</summary>
    public const string OnlineUpload = "online_upload";

    /// <summary>A text is submitted.</summary>
    public const string OnlineTextEntry = "online_text_entry";

    /// <summary>An address is submitted.</summary>
    public const string OnlineUrl = "online_url";

    /// <summary>A classic quiz is taken.</summary>
    public const string OnlineQuiz = "online_quiz";

    /// <summary>A recording is submitted.</summary>
    public const string MediaRecording = "media_recording";

    /// <summary>A document is annotated.</summary>
    public const string StudentAnnotation = "student_annotation";

    /// <summary>A discussion is joined.</summary>
    public const string DiscussionTopic = "discussion_topic";

    /// <summary>An external tool takes the work.</summary>
    public const string ExternalTool = "external_tool";

    /// <summary>The work is done on paper.</summary>
    public const string OnPaper = "on_paper";

    /// <summary>The assignment expects no submission.</summary>
    public const string None = "none";

    /// <summary>The assignment has no grade.</summary>
    public const string NotGraded = "not_graded";

    /// <summary>The assignment is a page to read.</summary>
    public const string WikiPage = "wiki_page";
}

/// <summary>Grading types whose grade is a word, not a number.</summary>
internal static class WordGrades
{
    public const string Letter = "letter_grade";
    public const string PassFail = "pass_fail";
}
