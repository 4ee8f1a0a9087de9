using CanvasData.Operations.Canvas;
using CanvasData.Operations.Metadata;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>The rows from which every query starts: those of a scope, over a curriculum. Nothing else may touch the tables.</summary>
internal sealed class Sight(DbContext database, QueryScope scope, long[]? curriculum, bool includeMissing, DateTime now)
{
    public QueryScope Scope => scope;

    public DateTime Now => now;

    /// <summary>Whether there is nothing to leave out.</summary>
    public bool IsUnbounded => scope.SeesEverything && curriculum is null;

    public IQueryable<T> Table<T>() where T : class => database.Set<T>();

    /// <summary>The same sight, rows that Canvas no longer has included.</summary>
    public Sight OfAllTimes => new(database, scope, curriculum, includeMissing: true, now);

    /// <summary>Student enrollments in sight; several of a student in a course are possible. Never the test student.</summary>
    public IQueryable<CanvasEnrollment> Roster => Enrollments.Where(e =>
        e.Type == "StudentEnrollment" && (e.EnrollmentState == "active" || e.EnrollmentState == "invited" || e.EnrollmentState == "completed"));

    /// <summary>Enrollments of any role in sight, but the test student's.</summary>
    public IQueryable<CanvasEnrollment> Enrollments
    {
        get
        {
            var rows = scope.Enrollments(Rows<CanvasEnrollment>().Where(e => e.Type != "StudentViewEnrollment"), Rights);
            return curriculum is null ? rows : rows.Where(e => EF.Parameter(curriculum).Contains(e.CourseId));
        }
    }

    public IQueryable<CanvasCourse> Courses
    {
        get
        {
            var rows = scope.Courses(Rows<CanvasCourse>(), Roster, Rights);
            rows = curriculum is null ? rows : rows.Where(c => EF.Parameter(curriculum).Contains(c.Id));
            return scope.IsLearner ? rows.Where(c => c.WorkflowState == "available" || c.WorkflowState == "completed") : rows;
        }
    }

    /// <summary>Courses by their state alone, for rows whose student the roster has already placed in sight.</summary>
    private IQueryable<CanvasCourse> CoursesOfStudents =>
        scope.IsLearner ? Rows<CanvasCourse>().Where(c => c.WorkflowState == "available" || c.WorkflowState == "completed") : Rows<CanvasCourse>();

    /// <summary>One row a student and course: an active enrollment before others, then the oldest.</summary>
    public IQueryable<Student> Students(long? courseId, long? studentId)
    {
        var roster = Roster;
        var rows = roster.Where(e => e.Id == roster
            .Where(x => x.CourseId == e.CourseId && x.UserId == e.UserId)
            .OrderBy(x => x.EnrollmentState == "active" ? 0 : 1).ThenBy(x => x.Id)
            .Select(x => x.Id).First());
        rows = courseId is { } course ? rows.Where(e => e.CourseId == course) : rows;
        rows = studentId is { } student ? rows.Where(e => e.UserId == student) : rows;
        return
            from e in rows
            join c in CoursesOfStudents on e.CourseId equals c.Id
            let shown = !EF.Constant(scope.IsLearner) || c.HideFinalGrades != true
            select new Student
            {
                EnrollmentId = e.Id,
                CourseId = e.CourseId,
                CourseName = c.Name,
                CourseCode = c.CourseCode,
                TotalsShown = shown,
                UserId = e.UserId,
                SectionId = e.SectionId,
                EnrollmentState = e.EnrollmentState,
                CurrentScore = shown ? e.CurrentScore : null,
                FinalScore = shown ? e.FinalScore : null,
                CurrentGrade = shown ? e.CurrentGrade : null,
                CreatedAt = e.CreatedAt,
                LastActivityAt = e.LastActivityAt,
            };
    }

    public IQueryable<Work> Work(long? courseId, long? studentId, IReadOnlyCollection<long>? assignmentIds = null)
    {
        var (roster, at) = (Roster, now);
        var rows = Submissions(courseId, studentId, assignmentIds).Where(s => roster.Any(e => e.CourseId == s.CourseId && e.UserId == s.UserId));
        return
            from s in rows
            join a in WorkAssignments on s.AssignmentId equals a.Id
            join c in CoursesOfStudents on s.CourseId equals c.Id
            let shown = !EF.Constant(scope.IsLearner) || s.PostedAt != null
            select new Work
            {
                SubmissionId = s.Id,
                CourseId = s.CourseId,
                CourseName = c.Name,
                StudentId = s.UserId!.Value,
                AssignmentId = s.AssignmentId,
                AssignmentName = a.Name,
                AssignmentGroupId = a.AssignmentGroupId,
                WeightsGroups = c.ApplyAssignmentGroupWeights == true,
                PointsPossible = a.PointsPossible,
                OmitFromFinalGrade = a.OmitFromFinalGrade == true,
                Shown = shown,
                Score = shown ? s.Score : null,
                Grade = shown ? s.Grade : null,
                Percentage = shown && a.PointsPossible > 0 ? 100.0 * s.Score / a.PointsPossible : null,
                WorkflowState = shown ? s.WorkflowState : s.SubmittedAt != null ? "submitted" : "unsubmitted",
                SubmittedAt = s.SubmittedAt,
                GradedAt = shown ? s.GradedAt : null,
                PostedAt = s.PostedAt,
                DueAt = s.CachedDueDate,
                Attempt = s.Attempt,
                IsLate = s.Late == true,
                HoursLate = s.Late == true ? s.SecondsLate / 3600.0 : null,

                // Canvas counts missing work by the clock, and nothing tells a mirror that time has passed.
                IsMissing = s.Missing == true || (s.CachedDueDate < at && s.SubmittedAt == null && s.WorkflowState == "unsubmitted" &&
                    s.LatePolicyStatus == null && s.Excused != true && s.CustomGradeStatusId == null &&
                    a.SubmissionTypes != null && a.SubmissionTypes != "" && a.SubmissionTypes != "none" && a.SubmissionTypes != "not_graded" &&
                    a.SubmissionTypes != "on_paper" && (a.SubmissionTypes != "external_tool" || a.IsQuizLtiAssignment == true)),
                IsExcused = shown && s.Excused == true,
                MissingSince = s.MissingSince,
            };
    }

    public IQueryable<WorkTotals> Totals(long? courseId, long? studentId, IQueryable<Work>? work = null) =>
        from w in work ?? Work(courseId, studentId)
        group w by new { w.CourseId, w.StudentId } into g
        select new WorkTotals
        {
            CourseId = g.Key.CourseId,
            StudentId = g.Key.StudentId,
            Assignments = g.Count(),
            Completed = g.Count(w => w.SubmittedAt != null || (w.Score != null && !w.IsExcused)),
            Graded = g.Count(w => w.Score != null && !w.IsExcused),
            Late = g.Count(w => w.IsLate),
            Missing = g.Count(w => w.IsMissing),
            Average = g.Average(w => w.Percentage),
            Lowest = g.Min(w => w.Percentage),
            Highest = g.Max(w => w.Percentage),
        };

    /// <summary>Notes about students that the scope may read.</summary>
    public IQueryable<CanvasNote> StudentNotes
    {
        get
        {
            var roster = Roster;
            var rows = scope.Notes(Table<CanvasNote>().Where(n => n.TargetType == "student"));
            rows = curriculum is null ? rows : rows.Where(n => n.CourseId != null && EF.Parameter(curriculum).Contains(n.CourseId.Value));
            return rows.Where(n => roster.Any(e => e.UserId == n.TargetId && (n.CourseId == null || e.CourseId == n.CourseId)));
        }
    }

    /// <summary>Assignments of courses in sight; for students and observers what is published and meant for them.</summary>
    public IQueryable<CanvasAssignment> Assignments
    {
        get
        {
            var (courses, roster, submissions) = (Courses, Roster, Rows<CanvasSubmission>());
            var rows = WorkAssignments.Where(a => courses.Any(c => c.Id == a.CourseId));
            return scope.IsLearner
                ? rows.Where(a => a.OnlyVisibleToOverrides != true ||
                    submissions.Any(s => s.AssignmentId == a.Id && roster.Any(e => e.CourseId == s.CourseId && e.UserId == s.UserId)))
                : rows;
        }
    }

    private IQueryable<CanvasAssignment> WorkAssignments =>
        scope.IsLearner ? Rows<CanvasAssignment>().Where(a => a.Published == true) : Rows<CanvasAssignment>();

    // Rights come only from what Canvas has, whatever the query shows.
    private IQueryable<CanvasEnrollment> Rights => Table<CanvasEnrollment>().Where(e => e.MissingSince == null);

    private IQueryable<CanvasSubmission> Submissions(long? courseId, long? studentId, IReadOnlyCollection<long>? assignmentIds)
    {
        var rows = scope.Reach(Rows<CanvasSubmission>(), Rights);
        rows = curriculum is null ? rows : rows.Where(s => EF.Parameter(curriculum).Contains(s.CourseId));
        rows = courseId is { } course ? rows.Where(s => s.CourseId == course) : rows;
        rows = studentId is { } student ? rows.Where(s => s.UserId == student) : rows;
        return assignmentIds?.ToArray() switch
        {
            null => rows,
            [var only] => rows.Where(s => s.AssignmentId == only),
            var several => rows.Where(s => EF.Parameter(several).Contains(s.AssignmentId)),
        };
    }

    private IQueryable<T> Rows<T>() where T : CanvasRow =>
        includeMissing ? Table<T>() : Table<T>().Where(r => r.MissingSince == null);
}
