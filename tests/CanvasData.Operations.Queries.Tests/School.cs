using CanvasData.Operations.Model;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>
/// Two courses that share no one but Ana. Algebra (1) is taught by the teacher; Biology (2) is foreign to everyone
/// but its own people. Ids of Algebra begin with 1, those of Biology with 2; text that must not leak says so.
/// </summary>
public static class School
{
    public const long Algebra = 1, Biology = 2;
    public const long Ana = 11, Ben = 12, TestStudent = 19, Cleo = 21;
    public const long Teacher = 91, SectionTeacher = 92, OtherTeacher = 93, Parent = 94;
    public const long Root = 1, Sciences = 31, Nature = 32;
    public const long Quiz = 101, Hidden = 102, Draft = 103, Essay = 104, Project = 105, Lab = 201;

    public static readonly long[] Everyone = [Ana, Ben, TestStudent, Cleo];

    private static readonly DateTime Now = QueryHost.Now;

    public static IEnumerable<object> Rows()
    {
        yield return new CanvasCourse { Id = Algebra, AccountId = Sciences, Name = "Algebra", CourseCode = "ALG", SisCourseId = "C-1", WorkflowState = "available", ApplyAssignmentGroupWeights = true, FirstSyncedAt = Now.AddDays(-30) };
        yield return new CanvasCourse { Id = Biology, AccountId = Nature, Name = "Biology", CourseCode = "BIO", WorkflowState = "available", FirstSyncedAt = Now.AddDays(-30) };
        yield return new CanvasAccount { Id = Root, Name = "School", SisAccountId = "A-1", WorkflowState = "active", Path = "/1/" };
        yield return new CanvasAccount { Id = Sciences, Name = "Sciences", ParentAccountId = Root, RootAccountId = Root, SisAccountId = "A-31", Path = "/1/31/" };
        yield return new CanvasAccount { Id = Nature, Name = "Nature", ParentAccountId = Root, RootAccountId = Root, Path = "/1/32/" };
        foreach (var (id, name, sortable) in new[]
        {
            (Ana, "Ana Lind", "Lind, Ana"), (Ben, "ben ode", "ode, ben"), (TestStudent, "Test Student", "Student, Test"), (Cleo, "Cleo Park", "Park, Cleo"),
            (Teacher, "Tia Moe", "Moe, Tia"), (SectionTeacher, "Sol Ray", "Ray, Sol"), (OtherTeacher, "Oda Fox", "Fox, Oda"), (Parent, "Pat Lind", "Lind, Pat"),
        })
        {
            yield return new CanvasUser { Id = id, Name = name, SortableName = sortable, SisUserId = $"U-{id}", FirstSyncedAt = Now.AddDays(-30) };
        }

        // Ana is in two sections of Algebra and counts once.
        yield return Enrollment(1001, Algebra, Ana, section: 11, score: 90);
        yield return Enrollment(1002, Algebra, Ana, section: 12, score: 90);
        yield return Enrollment(1003, Algebra, Ben, section: 12, score: null);
        yield return Enrollment(1004, Algebra, TestStudent, section: 11, type: "StudentViewEnrollment");
        yield return Enrollment(1005, Algebra, Teacher, section: 11, type: "TeacherEnrollment");
        yield return Enrollment(1006, Algebra, SectionTeacher, section: 11, type: "TeacherEnrollment", limited: true);
        yield return Enrollment(1007, Algebra, Parent, section: 11, type: "ObserverEnrollment", observed: Ana);
        yield return Enrollment(2001, Biology, Ana, section: 21, score: 70);
        yield return Enrollment(2002, Biology, Cleo, section: 21, score: 60);
        yield return Enrollment(2005, Biology, OtherTeacher, section: 21, type: "TeacherEnrollment");

        foreach (var (id, course) in new[] { (11L, Algebra), (12L, Algebra), (21L, Biology) })
        {
            yield return new CanvasSection { Id = id, CourseId = course, Name = $"Section {id}", SisSectionId = $"S-{id}" };
        }

        yield return new CanvasModule { Id = 15, CourseId = Algebra, Name = "Start", Published = true };
        yield return new CanvasModule { Id = 25, CourseId = Biology, Name = "Start", Published = true };
        yield return new CanvasAssignmentGroup { Id = 16, CourseId = Algebra, Name = "Tests", GroupWeight = 40 };
        yield return new CanvasAssignmentGroup { Id = 26, CourseId = Biology, Name = "Labs", GroupWeight = 40 };
        yield return Assignment(Quiz, Algebra, "Quiz", points: 20, group: 16);
        yield return Assignment(Hidden, Algebra, "Hidden", points: 0, group: 16);
        yield return Assignment(Draft, Algebra, "Draft", points: 10, group: 16, published: false);
        yield return Assignment(Essay, Algebra, "essay", points: 10, group: 16);
        yield return Assignment(Project, Algebra, "Project", points: null, group: 16);
        yield return Assignment(Lab, Biology, "Lab", points: 10, group: 26);

        yield return Submission(10001, Algebra, Quiz, Ana, score: 15, posted: true, late: true);
        yield return Submission(10002, Algebra, Quiz, Ben, score: null, posted: false, due: Now.AddDays(-1));
        yield return Submission(10003, Algebra, Quiz, TestStudent, score: 20, posted: true);
        yield return Submission(10004, Algebra, Hidden, Ana, score: 3, posted: false);
        yield return Submission(10005, Algebra, Hidden, Ben, score: null, posted: false, due: Now.AddDays(2));
        yield return Submission(10006, Algebra, Draft, Ana, score: null, posted: false, due: Now.AddDays(2));
        yield return Submission(10007, Algebra, Essay, Ana, score: null, posted: false, due: Now.AddDays(2));
        yield return Submission(10008, Algebra, Project, Ana, score: null, posted: false, due: Now.AddDays(-2));
        yield return Submission(20001, Biology, Lab, Ana, score: 7, posted: true);
        yield return Submission(20002, Biology, Lab, Cleo, score: null, posted: false, due: Now.AddDays(-3));

        yield return Change(10001, Quiz, Algebra, Ana, hours: -3, from: null, to: 12);
        yield return Change(10001, Quiz, Algebra, Ana, hours: -2, from: 12, to: 15);
        yield return Change(20001, Lab, Biology, Ana, hours: -2, from: 5, to: 7);
        yield return new CanvasGradeHistory
        {
            EnrollmentId = 1001, UserId = Ana, CourseId = Algebra, RecordedAt = Now.AddHours(-2), Change = "changed", PreviousCurrentScore = 80, CurrentScore = 90,
        };
        yield return new CanvasGradeHistory
        {
            EnrollmentId = 2001, UserId = Ana, CourseId = Biology, RecordedAt = Now.AddHours(-2), Change = "changed", PreviousCurrentScore = 50, CurrentScore = 70,
        };

        yield return Note(Ana, Algebra, Teacher, "Algebra about Ana");
        yield return Note(Ana, Algebra, Ana, "Own words of Ana");
        yield return Note(Ana, Biology, OtherTeacher, "Biology about Ana");
        yield return Note(Cleo, Biology, OtherTeacher, "Biology about Cleo");
        yield return Note(Ana, null, OtherTeacher, "Confidential about Ana");

        yield return new CanvasTag { Id = 71, Name = "Chess", NormalizedName = "chess" };
        yield return new CanvasTagLink { TagId = 71, TargetType = "student", TargetId = Ana };
        yield return new CanvasTagLink { TagId = 71, TargetType = "student", TargetId = Cleo };

        foreach (var (type, id, course) in new (string, long, long?)[]
        {
            (CanvasObjectTypes.Assignment, Quiz, Algebra), (CanvasObjectTypes.Assignment, Lab, Biology), (CanvasObjectTypes.User, Ben, null), (CanvasObjectTypes.User, Cleo, null),
            (CanvasObjectTypes.Course, Biology, null),
        })
        {
            yield return new CanvasObjectStatus { ObjectType = type, ObjectId = id, CourseId = course, Active = true, PendingDeletion = true, HistoricalDataExists = true, RemovedAt = Now.AddDays(-1) };
        }

        foreach (var (id, user, course) in new[] { (1003L, Ben, Algebra), (2002L, Cleo, Biology) })
        {
            yield return new CanvasEnrollmentStatus { EnrollmentId = id, UserId = user, CourseId = course, Active = true, PendingDeletion = true, HistoricalDataExists = true };
        }
    }

    public static CanvasEnrollment Enrollment(
        long id, long course, long user, long section, double? score = null, string type = "StudentEnrollment", bool? limited = null, long? observed = null, string state = "active") => new()
    {
        Id = id, CourseId = course, UserId = user, SectionId = section, Type = type, EnrollmentState = state, LimitPrivilegesToCourseSection = limited,
        AssociatedUserId = observed, CurrentScore = score, FinalScore = score, FirstSyncedAt = Now.AddDays(-30),
    };

    public static CanvasAssignment Assignment(long id, long course, string name, double? points, long group, bool published = true) => new()
    {
        Id = id, CourseId = course, Name = name, PointsPossible = points, AssignmentGroupId = group, Published = published, SubmissionTypes = "online_upload", FirstSyncedAt = Now.AddDays(-30),
    };

    public static CanvasSubmission Submission(long id, long course, long assignment, long? user, double? score, bool posted, bool late = false, DateTime? due = null) => new()
    {
        Id = id, CourseId = course, AssignmentId = assignment, UserId = user, Score = score, EnteredScore = score, WorkflowState = score is null ? "unsubmitted" : "graded",
        SubmittedAt = score is null ? null : Now.AddDays(-2), GradedAt = score is null ? null : Now.AddDays(-1), PostedAt = posted ? Now.AddDays(-1) : null,
        Late = late, SecondsLate = late ? 5400 : null, CachedDueDate = due, FirstSyncedAt = Now.AddDays(-30),
    };

    private static CanvasAssignmentScoreHistory Change(long submission, long assignment, long course, long user, int hours, double? from, double? to) => new()
    {
        SubmissionId = submission, AssignmentId = assignment, CourseId = course, UserId = user, RecordedAt = Now.AddHours(hours), Change = "changed",
        PreviousScore = from, Score = to, PreviousPointsPossible = 20, PointsPossible = 20, PreviousPostedAt = from is null ? null : Now.AddDays(-1), PostedAt = Now.AddDays(-1),
    };

    private static CanvasNote Note(long student, long? course, long author, string text) => new()
    {
        TargetType = "student", TargetId = student, CourseId = course, AuthorUserId = author, Category = "general", Text = text, CreatedAt = Now.AddHours(-1), UpdatedAt = Now.AddHours(-1),
    };
}
