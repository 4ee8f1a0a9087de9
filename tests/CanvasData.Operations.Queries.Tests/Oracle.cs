using CanvasData.Operations.Canvas;
using static CanvasData.Operations.Queries.Tests.RandomSchool;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>Who asks, for the oracle.</summary>
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

/// <summary>
/// What the queries should say, by loops over the rows in memory. Shares no code with them: rules are written
/// again from what Canvas and the documentation of the queries say.
/// </summary>
public sealed class Oracle(Rows school, Asker asker, bool all)
{
    public IEnumerable<StudentGrade> StudentGrades()
    {
        var rows = new List<StudentGrade>();
        foreach (var (s, a, c) in Work())
        {
            var (user, group) = (User(s.UserId!.Value), school.Groups.Find(g => g.Id == a.AssignmentGroupId));
            var shown = IsShown(s);
            var change = school.Scores.Where(h => h.SubmissionId == s.Id && h.Score != h.PreviousScore).OrderBy(h => h.RecordedAt).ThenBy(h => h.Id).LastOrDefault();
            if (asker.IsLearner && change is not null && (!shown || change.PostedAt is null || change.PreviousPostedAt is null))
            {
                change = null;
            }

            rows.Add(new StudentGrade
            {
                SubmissionId = s.Id, CourseId = c.Id, CourseName = c.Name, StudentId = s.UserId.Value, StudentName = user?.Name, SortableName = user?.SortableName, AssignmentId = a.Id,
                AssignmentName = a.Name, AssignmentGroupId = a.AssignmentGroupId, GroupName = group?.Name, GroupWeight = c.ApplyAssignmentGroupWeights == true ? group?.GroupWeight : null,
                PointsPossible = a.PointsPossible, Score = shown ? s.Score : null, Grade = shown ? s.Grade : null, Percentage = Percentage(s, a),
                WorkflowState = shown ? s.WorkflowState : s.SubmittedAt is null ? "unsubmitted" : "submitted", SubmittedAt = s.SubmittedAt, GradedAt = shown ? s.GradedAt : null,
                PostedAt = s.PostedAt, DueAt = s.CachedDueDate, IsLate = s.Late is true, IsMissing = IsMissing(s, a), IsExcused = shown && s.Excused is true,
                OmitFromFinalGrade = a.OmitFromFinalGrade is true, MissingSince = s.MissingSince, ChangedAt = change?.RecordedAt, PreviousScore = change?.PreviousScore,
                ScoreChange = change?.Score - change?.PreviousScore,
            });
        }

        return rows.OrderBy(r => r.CourseName, Text.Comparer).ThenBy(r => r.CourseId).ThenBy(r => r.SortableName, Text.Comparer).ThenBy(r => r.StudentId)
            .ThenBy(r => r.AssignmentName, Text.Comparer).ThenBy(r => r.SubmissionId);
    }

    public IEnumerable<StudentPerformance> Performance()
    {
        var rows = new List<StudentPerformance>();
        foreach (var e in Students())
        {
            var c = Course(e.CourseId)!;
            var work = Work().Where(w => w.Course.Id == e.CourseId && w.Submission.UserId == e.UserId).ToList();
            var percentages = work.Select(w => Percentage(w.Submission, w.Assignment)).OfType<double>().ToList();
            var hidden = asker.IsLearner && c.HideFinalGrades is true;
            rows.Add(new StudentPerformance
            {
                CourseId = c.Id, CourseName = c.Name, StudentId = e.UserId, StudentName = User(e.UserId)?.Name, CurrentScore = hidden ? null : e.CurrentScore,
                FinalScore = hidden ? null : e.FinalScore, AssignmentCount = work.Count, CompletedCount = work.Count(w => w.Submission.SubmittedAt is not null || IsGraded(w.Submission)),
                GradedCount = work.Count(w => IsGraded(w.Submission)), LateCount = work.Count(w => w.Submission.Late is true), MissingCount = work.Count(w => IsMissing(w.Submission, w.Assignment)),
                AveragePercentage = percentages.Count == 0 ? null : percentages.Average(), LowestPercentage = percentages.Count == 0 ? null : percentages.Min(),
                HighestPercentage = percentages.Count == 0 ? null : percentages.Max(),
            });
        }

        return rows.OrderBy(r => r.CourseName, Text.Comparer).ThenBy(r => r.CourseId).ThenBy(r => r.AveragePercentage is null).ThenByDescending(r => r.AveragePercentage).ThenBy(r => r.StudentId);
    }

    public IEnumerable<(long Submission, double? Hours)> ByScore() => Work()
        .Select(w => (w.Submission, Score: IsShown(w.Submission) ? w.Submission.Score : null, Name: User(w.Submission.UserId!.Value)?.SortableName))
        .OrderBy(w => w.Score is null).ThenByDescending(w => w.Score).ThenBy(w => w.Name, Text.Comparer).ThenBy(w => w.Submission.Id)
        .Select(w => (w.Submission.Id, w.Submission.Late is true ? w.Submission.SecondsLate / 3600 : null));

    public IEnumerable<(long Submission, DateTime? Due)> Missing() => Work()
        .Where(w => IsMissing(w.Submission, w.Assignment)).Select(w => w.Submission)
        .OrderBy(s => s.CachedDueDate is null).ThenBy(s => s.CachedDueDate).ThenBy(s => s.CourseId).ThenBy(s => s.UserId).ThenBy(s => s.AssignmentId)
        .Select(s => (s.Id, s.CachedDueDate));

    public IEnumerable<(ActivityKinds Kind, long Item, DateTime At)> Activity(DateTime since) => Work()
        .SelectMany(w => new (ActivityKinds Kind, long Item, DateTime? At)[]
        {
            (ActivityKinds.Grade, w.Submission.Id, IsShown(w.Submission) && (w.Submission.Score is not null || w.Submission.Excused is true) ? w.Submission.GradedAt : null),
            (ActivityKinds.Submission, w.Submission.Id, w.Submission.SubmittedAt),
        })
        .Where(a => a.At >= since).Select(a => (a.Kind, a.Item, a.At!.Value)).OrderByDescending(a => a.Item3).ThenBy(a => a.Kind).ThenBy(a => a.Item);

    public IEnumerable<(long Enrollment, long Sequence, DateTime At, double? Score)> GradeHistory() => Students()
        .Where(e => !asker.IsLearner || Course(e.CourseId)!.HideFinalGrades is not true)
        .SelectMany(e =>
        {
            var changes = school.Grades.Where(h => h.EnrollmentId == e.Id).OrderBy(h => h.RecordedAt).ThenBy(h => h.Id).ToList();
            return changes.Select(h => (e, h.Id, h.RecordedAt, h.CurrentScore)).Prepend((e, 0, e.FirstSyncedAt, changes.Count > 0 ? changes[0].PreviousCurrentScore : e.CurrentScore));
        })
        .OrderBy(p => p.e.CourseId).ThenBy(p => p.e.UserId).ThenBy(p => p.Item3).ThenBy(p => p.e.Id).ThenBy(p => p.Item2)
        .Select(p => (p.e.Id, p.Item2, p.Item3, p.Item4));

    private IEnumerable<CanvasEnrollment> Students() => Roster().Where(e => Course(e.CourseId) is not null).GroupBy(e => (e.CourseId, e.UserId))
        .Select(g => g.OrderBy(e => e.EnrollmentState != "active").ThenBy(e => e.Id).First());

    private IEnumerable<(CanvasSubmission Submission, CanvasAssignment Assignment, CanvasCourse Course)> Work()
    {
        var roster = Roster().Select(e => (e.CourseId, (long?)e.UserId)).ToHashSet();
        foreach (var s in school.Submissions.Where(s => Present(s) && roster.Contains((s.CourseId, s.UserId))))
        {
            var a = school.Assignments.Single(a => a.Id == s.AssignmentId);
            if (Present(a) && Course(s.CourseId) is { } c && (!asker.IsLearner || a.Published is true))
            {
                yield return (s, a, c);
            }
        }
    }

    private IEnumerable<CanvasEnrollment> Roster() => school.Enrollments.Where(e =>
        Present(e) && e.Type == "StudentEnrollment" && e.EnrollmentState is "active" or "invited" or "completed" && Sees(e));

    private bool Sees(CanvasEnrollment e)
    {
        var rights = school.Enrollments.Where(r => r.MissingSince is null && r.UserId == asker.Id && r.CourseId == e.CourseId && r.EnrollmentState is "active" or "completed");
        return asker.Kind switch
        {
            "Teacher" => rights.Any(r => r.Type is "TeacherEnrollment" or "TaEnrollment" && (r.LimitPrivilegesToCourseSection is not true || (r.SectionId is { } section && section == e.SectionId))),
            "Student" => e.UserId == asker.Id,
            "Observer" => rights.Any(r => r.Type == "ObserverEnrollment" && r.AssociatedUserId == e.UserId),
            "Adviser" => e.UserId == asker.Id || e.UserId == 12,
            "Courses" => e.CourseId is 1 or 3,
            _ => true,
        };
    }

    private CanvasCourse? Course(long id) =>
        school.Courses.Find(c => c.Id == id && Present(c) && (!asker.IsLearner || c.WorkflowState is "available" or "completed"));

    private CanvasUser? User(long id) => school.Users.Find(u => u.Id == id);

    private bool Present(CanvasRow row) => all || row.MissingSince is null;

    private bool IsShown(CanvasSubmission s) => !asker.IsLearner || s.PostedAt is not null;

    private bool IsGraded(CanvasSubmission s) => IsShown(s) && s.Score is not null && s.Excused is not true;

    private double? Percentage(CanvasSubmission s, CanvasAssignment a) => IsShown(s) && a.PointsPossible is > 0 ? 100 * s.Score / a.PointsPossible : null;

    private static bool IsMissing(CanvasSubmission s, CanvasAssignment a)
    {
        var expects = a.SubmissionTypes is not (null or "" or "none" or "not_graded" or "on_paper") && (a.SubmissionTypes != "external_tool" || a.IsQuizLtiAssignment is true);
        var overdue = s.CachedDueDate < QueryHost.Now && s.SubmittedAt is null && s.WorkflowState == "unsubmitted";
        return s.Missing is true || (expects && overdue && s.LatePolicyStatus is null && s.Excused is not true);
    }
}

/// <summary>Nulls last; else ASCII letters without case, then code points.</summary>
public sealed class Text : IComparer<string?>
{
    public static Text Comparer { get; } = new();

    public int Compare(string? x, string? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ when string.CompareOrdinal(Fold(x), Fold(y)) is var order and not 0 => order,
        _ => string.CompareOrdinal(x, y),
    };

    private static string Fold(string text) => string.Concat(text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c));
}
