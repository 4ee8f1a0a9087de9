namespace CanvasData.Operations.Model;

/// <summary>Enrollment types as Canvas writes them.</summary>
internal static class EnrollmentTypes
{
    public const string Student = "StudentEnrollment";
    public const string TestStudent = "StudentViewEnrollment";
    public const string Teacher = "TeacherEnrollment";
    public const string TeachingAssistant = "TaEnrollment";
    public const string Observer = "ObserverEnrollment";
}

/// <summary>Enrollment states as Canvas writes them.</summary>
internal static class EnrollmentStates
{
    public const string Active = "active";
    public const string Invited = "invited";
    public const string Completed = "completed";
    public const string Inactive = "inactive";
    public const string Rejected = "rejected";
    public const string Deleted = "deleted";
}

/// <summary>Workflow states of courses as Canvas writes them.</summary>
internal static class CourseStates
{
    public const string Unpublished = "unpublished";
    public const string Available = "available";
    public const string Completed = "completed";
    public const string Deleted = "deleted";
}

/// <summary>Workflow states of assignments as Canvas writes them.</summary>
internal static class AssignmentStates
{
    public const string Published = "published";
    public const string Deleted = "deleted";
}

/// <summary>Workflow states of submissions as Canvas writes them.</summary>
internal static class SubmissionStates
{
    public const string Unsubmitted = "unsubmitted";
    public const string Submitted = "submitted";
    public const string PendingReview = "pending_review";
    public const string Graded = "graded";
}

/// <summary>Lateness that a person or a policy has set; without one Canvas decides by the dates.</summary>
internal static class LatePolicyStatuses
{
    public const string Missing = "missing";
    public const string Late = "late";
    public const string Extended = "extended";
    public const string None = "none";
}

/// <summary>Grading types whose grade is a word, not a number.</summary>
internal static class WordGrades
{
    public const string Letter = "letter_grade";
    public const string PassFail = "pass_fail";
}

/// <summary>Submission types that expect nothing to be submitted through Canvas.</summary>
internal static class SubmissionTypes
{
    public const string None = "none";
    public const string NotGraded = "not_graded";
    public const string OnPaper = "on_paper";
    public const string ExternalTool = "external_tool";
    public const string WikiPage = "wiki_page";
}
