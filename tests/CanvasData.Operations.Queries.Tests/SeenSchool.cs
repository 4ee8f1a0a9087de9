using CanvasData.Operations.Model;

using static CanvasData.Operations.Queries.Tests.RandomSchool;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Who asks.</summary>
public sealed record Asker(string Kind, long Id = 0)
{
    public bool IsLearner => Kind is "Student" or "Observer";

    public ICanvasQueries Of(IQueryBuilder queries) => Kind switch
    {
        "Teacher" => queries.ForTeacher(Id),
        "Student" => queries.ForStudent(Id),
        "Observer" => queries.ForObserver(Id),
        "Adviser" => queries.ForAdviser([Id, 12]),
        "Courses" => queries.ForCourses([1, 3]),
        _ => queries.ForEverything(),
    };
}

/// <summary>What is asked about; null is everything.</summary>
public sealed record Question(
    long? Course = null, long? Student = null, long? Assignment = null, long[]? Assignments = null, TimeRange? Range = null, string? State = null, long[]? Curriculum = null, bool All = false, int First = int.MaxValue);

/// <summary>A submission with what it belongs to.</summary>
public sealed record Piece(CanvasSubmission S, CanvasAssignment A, CanvasCourse C)
{
    public long Student => S.UserId!.Value;
}

/// <summary>
/// What a person may see of a school and of a question, by loops over the rows in memory. Shares no code with the
/// queries: rules are written again from what Canvas and the documentation of the queries say.
/// </summary>
public sealed class SeenSchool(Rows school, Asker asker, Question asked)
{
    public Rows School => school;

    public bool IsLearner => asker.IsLearner;

    public Question Asked => asked;

    public bool IsUnbounded => asker.Kind == "Everything" && asked.Curriculum is null;

    public CanvasUser? User(long id) => school.Users.Find(u => u.Id == id);

    public bool IsPresent(CanvasRow row, bool ever) => ever || asked.All || row.MissingSince is null;

    /// <summary>Students' enrollments; ever: those that Canvas no longer has too.</summary>
    public IEnumerable<CanvasEnrollment> Roster(bool ever = false) => Enrollments(ever).Where(IsStudent);

    public IEnumerable<CanvasEnrollment> Enrollments(bool ever) => school.Enrollments.Where(e => IsPresent(e, ever) && e.Type != "StudentViewEnrollment" && Sees(e) && InCurriculum(e.CourseId));

    /// <summary>Courses whose contents are in sight.</summary>
    public IEnumerable<CanvasCourse> Courses(bool ever) => school.Courses.Where(c => IsPresent(c, ever) && InCurriculum(c.Id) && IsOpen(c) && asker.Kind switch
    {
        "Everything" => true,
        "Courses" => c.Id is 1 or 3,
        "Teacher" => Rights(c.Id).Any(IsTeaching),
        "Adviser" => Roster(ever).Any(e => e.CourseId == c.Id),
        _ => PresentRoster().Any(e => e.CourseId == c.Id),
    });

    public IEnumerable<CanvasEnrollment> PresentRoster() => school.Enrollments.Where(e => e.MissingSince is null && IsStudent(e) && Sees(e) && InCurriculum(e.CourseId));

    /// <summary>The course of a row whose student is in sight.</summary>
    public CanvasCourse? CourseOf(long id) => school.Courses.Find(c => c.Id == id && IsPresent(c, ever: false) && IsOpen(c));

    /// <summary>One enrollment a student and course.</summary>
    public IEnumerable<CanvasEnrollment> Students() => Roster()
        .Where(e => CourseOf(e.CourseId) is not null && IsAsked(e.CourseId, e.UserId))
        .GroupBy(e => (e.CourseId, e.UserId))
        .Select(g => g.OrderBy(e => e.EnrollmentState != "active").ThenBy(e => e.Id).First());

    public IEnumerable<Piece> Work()
    {
        var roster = Roster().Select(e => (e.CourseId, (long?)e.UserId)).ToHashSet();
        foreach (var s in school.Submissions.Where(s => IsPresent(s, ever: false) && roster.Contains((s.CourseId, s.UserId)) && IsAsked(s.CourseId, s.UserId)))
        {
            var a = school.Assignments.Single(a => a.Id == s.AssignmentId);
            var wanted = (asked.Assignment is null || a.Id == asked.Assignment) && (asked.Assignments is null || asked.Assignments.Contains(a.Id));
            if (wanted && IsPresent(a, ever: false) && CourseOf(s.CourseId) is { } c && (!asker.IsLearner || IsPublished(a)))
            {
                yield return new Piece(s, a, c);
            }
        }
    }

    public IEnumerable<CanvasNote> Notes() => school.Notes.Where(n => n.TargetType == "student" && (asked.Curriculum is null || (n.CourseId is { } c && InCurriculum(c))) &&
        Roster().Any(e => e.UserId == n.TargetId && (n.CourseId is null || n.CourseId == e.CourseId)) && asker.Kind switch
        {
            "Everything" or "Adviser" => n.Visibility != "author",
            "Teacher" => (n.CourseId is not null && n.Visibility != "author") || n.AuthorUserId == asker.Id,
            "Courses" => n.CourseId is not null && n.Visibility != "author",
            "Student" => n.AuthorUserId == asker.Id || (n.TargetId == asker.Id && n.Visibility == "person"),
            _ => n.AuthorUserId == asker.Id,
        });

    /// <summary>Whether a learner has the assignment; staff sees all.</summary>
    public bool IsMeant(CanvasAssignment a, bool ever = false) => !IsLearner || (IsPublished(a) && ((a.VisibleToEveryone ?? a.OnlyVisibleToOverrides is not true) ||
        school.Submissions.Any(s => IsPresent(s, ever) && s.AssignmentId == a.Id && PresentRoster().Any(e => e.CourseId == s.CourseId && e.UserId == s.UserId))));

    /// <summary>What the asker is in a course.</summary>
    public CourseRoles RolesIn(long course) => asker.Kind is "Everything" or "Courses" or "Adviser" ? CourseRoles.None : Rights(course).Aggregate(CourseRoles.None, (roles, r) => roles | r.Type switch
    {
        "StudentEnrollment" => CourseRoles.Student,
        "TeacherEnrollment" => CourseRoles.Teacher,
        "TaEnrollment" => CourseRoles.TeachingAssistant,
        "ObserverEnrollment" => CourseRoles.Observer,
        _ => CourseRoles.None,
    });

    public bool IsSectionInReach(CanvasSection s) => asker.Kind != "Teacher" || Rights(s.CourseId).Any(r => IsTeaching(r) && (r.LimitPrivilegesToCourseSection is not true || r.SectionId == s.Id));

    public bool InRange(DateTime? time) => asked.Range is null || (time is { } t && !(t < asked.Range.Value.From?.UtcDateTime) && !(t > asked.Range.Value.To?.UtcDateTime));

    public bool IsAsked(long course, long? student) => (asked.Course is null || asked.Course == course) && (asked.Student is null || asked.Student == student);

    public bool IsShown(Piece p) => !asker.IsLearner || PostedAt(p.S, p.A) is not null;

    /// <summary>Installations before 2019 send no moment of posting: a grade is posted when it is given.</summary>
    public static DateTime? PostedAt(CanvasSubmission s, CanvasAssignment a) => s.PostedAt ?? Given(s, a, s.GradedAt);

    /// <summary>When a grade is posted that was given then and has no moment of posting.</summary>
    public static DateTime? Given(CanvasSubmission s, CanvasAssignment a, DateTime? gradedAt) => s.PostedAtUnspecified is true && a.PostManually is not true ? gradedAt : null;

    /// <summary>Whether scores and percents show: a course may give its learners letters only.</summary>
    public bool AreNumbersShown(CanvasCourse c) => !asker.IsLearner || c.RestrictQuantitativeData is not true;

    public bool AreNumbersShown(Piece p) => IsShown(p) && AreNumbersShown(p.C);

    public bool IsGradeShown(Piece p) => IsShown(p) && (AreNumbersShown(p.C) || p.A.GradingType is "letter_grade" or "pass_fail");

    public double? Score(Piece p) => AreNumbersShown(p) ? p.S.Score : null;

    public static bool IsPublished(CanvasAssignment a) => a.WorkflowState != "deleted" && (a.Published ?? a.WorkflowState == "published");

    public bool IsExcused(Piece p) => IsShown(p) && p.S.Excused is true;

    /// <summary>Canvas leaves a quiz out of the current score until a person has reviewed it.</summary>
    public bool HasGrade(Piece p) => IsShown(p) && p.S.Score is not null && p.S.WorkflowState is not "pending_review";

    public bool IsGraded(Piece p) => HasGrade(p) && !IsExcused(p);

    public double? Percentage(Piece p) => HasGrade(p) && p.A.PointsPossible is > 0 ? 100 * Score(p) / p.A.PointsPossible : null;

    /// <summary>What Canvas shows a learner: a final grade that was set by hand in place of the computed one.</summary>
    public double? Effective(double? score, double? fixedScore) => IsLearner ? fixedScore ?? score : score;

    public string? Effective(string? grade, double? fixedScore, string? fixedGrade) => IsLearner && (fixedScore is not null || fixedGrade is not null) ? fixedGrade : grade;

    public bool IsMissing(Piece p)
    {
        // A learner must not learn from this that there is a grade, an excuse or a status that is not posted.
        var seesGrade = IsShown(p);
        if (HasLeft(p) || !IsPublished(p.A) || (seesGrade && (p.S.Excused is true || p.S.CustomGradeStatusId is not null)))
        {
            return false;
        }

        // To a learner a status says that work is not missing once Canvas has said so too.
        if (p.S.LatePolicyStatus is { } status && (seesGrade || status == "missing" || p.S.Missing is false))
        {
            return status == "missing";
        }

        var touched = p.S.GraderId is not null || p.S.Score is not null;
        var expects = p.A.IsQuizLtiAssignment is true || p.A.SubmissionTypes is not (null or "" or "none" or "not_graded" or "on_paper" or "external_tool" or "wiki_page");
        return (p.S.Missing is true && (p.S.LatePolicyStatus is null || !seesGrade)) || (expects && p.S.SubmittedAt is null && p.S.CachedDueDate < QueryHost.Now && !(seesGrade && touched));
    }

    /// <summary>Whether nothing is asked of the student any more: every enrollment was concluded, and before the course or the section ended.</summary>
    public bool HasLeft(Piece p) => !school.Enrollments.Exists(e => e.MissingSince is null && e.CourseId == p.C.Id && e.UserId == p.Student && IsStudent(e) && (e.EnrollmentState != "completed" || HasEnded(p.C, e)));

    public bool IsUpcoming(Piece p, TimeSpan within) =>
        p.S.CachedDueDate >= QueryHost.Now && p.S.CachedDueDate <= QueryHost.Now + within && p.S.SubmittedAt is null && !(IsShown(p) && p.S.Score is not null) && !IsExcused(p) && !HasLeft(p) && IsPublished(p.A) && p.A.SubmissionTypes != "wiki_page";

    private bool HasEnded(CanvasCourse c, CanvasEnrollment e)
    {
        var term = school.Terms.Find(t => t.Id == c.TermId)?.EndAt;
        var section = school.Sections.Find(s => s.Id == e.SectionId);
        return c.WorkflowState == "completed" || (c.RestrictEnrollmentsToCourseDates is true ? c.EndAt ?? term : term ?? c.EndAt) <= QueryHost.Now ||
            (section?.RestrictEnrollmentsToSectionDates is true && section.EndAt <= QueryHost.Now);
    }

    private static bool IsStudent(CanvasEnrollment e) => e.Type == "StudentEnrollment" && e.EnrollmentState is "active" or "invited" or "completed";

    private static bool IsTeaching(CanvasEnrollment e) => e.Type is "TeacherEnrollment" or "TaEnrollment";

    private bool IsOpen(CanvasCourse c) => !asker.IsLearner || c.WorkflowState is "available" or "completed";

    private bool InCurriculum(long course) => asked.Curriculum is null || asked.Curriculum.Contains(course);

    private IEnumerable<CanvasEnrollment> Rights(long course) =>
        school.Enrollments.Where(r => r.MissingSince is null && r.UserId == asker.Id && r.CourseId == course && r.EnrollmentState is "active" or "completed");

    private bool Sees(CanvasEnrollment e) => asker.Kind switch
    {
        "Teacher" => Rights(e.CourseId).Any(r => IsTeaching(r) && (r.LimitPrivilegesToCourseSection is not true || (r.SectionId is { } section && section == e.SectionId))),
        "Student" => e.UserId == asker.Id,
        "Observer" => Rights(e.CourseId).Any(r => r.Type == "ObserverEnrollment" && r.AssociatedUserId == e.UserId),
        "Adviser" => e.UserId == asker.Id || e.UserId == 12,
        "Courses" => e.CourseId is 1 or 3,
        _ => true,
    };
}
