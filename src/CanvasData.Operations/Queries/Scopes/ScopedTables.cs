using System.Linq.Expressions;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>The rows from which every query starts: those of a scope, over a curriculum. Nothing else may touch the tables.</summary>
internal sealed class ScopedTables(DbContext database, QueryScope scope, QueryParameters parameters, bool includeMissing)
{
    /// <summary>Whether unposted grades, unpublished work and staff's notes are hidden.</summary>
    public bool IsLearner => scope.IsLearner;

    /// <summary>Whether there is nothing to leave out.</summary>
    public bool IsUnbounded => scope.SeesEverything && parameters.WithinCourseIds is null;

    /// <summary>The values of the question.</summary>
    public QueryParameters Asked => parameters;

    /// <summary>The same sight, rows that Canvas no longer has included.</summary>
    public ScopedTables OfAllTimes => new(database, scope, parameters, includeMissing: true);

    /// <summary>Student enrollments in scope; several of a student in a course are possible. Never the test student.</summary>
    public IQueryable<CanvasEnrollment> Roster => Students(Rows<CanvasEnrollment>());

    /// <summary>Enrollments of any role in scope, but the test student's.</summary>
    public IQueryable<CanvasEnrollment> Enrollments => InSight(Rows<CanvasEnrollment>()).Where(e => !Rule.Holds(EnrollmentRules.TestStudent, e)).WithRules();

    public IQueryable<CanvasCourse> Courses
    {
        get
        {
            // What a course holds is for those who are in it, whichever rows the query shows.
            var rows = scope.Courses(Rows<CanvasCourse>(), scope.IsLearner ? Students(Rights) : Roster, Rights, parameters);
            rows = parameters.WithinCourseIds is null ? rows : rows.Where(c => EF.Parameter(parameters.WithinCourseIds).Contains(c.Id));
            return scope.IsLearner ? rows.Where(CourseRules.Open) : rows;
        }
    }

    /// <summary>The accounts of the school, without regard to the scope.</summary>
    public IQueryable<CanvasAccount> Accounts => Rows<CanvasAccount>();

    /// <summary>Courses by their state alone, for rows whose student the roster has already placed in scope.</summary>
    private IQueryable<CanvasCourse> CoursesOfStudents =>
        scope.IsLearner ? Rows<CanvasCourse>().Where(CourseRules.Open) : Rows<CanvasCourse>();

    /// <summary>The enrollments by which the person of the scope has rights; none without a person.</summary>
    public IQueryable<CanvasEnrollment> OwnEnrollments => Rights.Where(EnrollmentRules.InForce).Where(e => e.UserId == parameters.UserId);

    /// <summary>Sections in scope. Which courses are in scope is decided elsewhere.</summary>
    public IQueryable<CanvasSection> Sections
    {
        get
        {
            var (rows, roster) = (Rows<CanvasSection>(), Roster);
            return scope.IsLearner ? rows.Where(x => roster.Any(e => e.CourseId == x.CourseId && e.SectionId == x.Id)) : scope.Sections(rows, Rights, parameters);
        }
    }

    public IQueryable<T> Table<T>() where T : class => database.Set<T>();

    /// <summary>Puts rows into the order of their kind, without what is the same in all of them.</summary>
    public IOrderedQueryable<TRow> Sorted<TRow>(IQueryable<TRow> rows, RowSort<TRow>? sort = null) where TRow : IQueryRow<TRow> =>
        (sort ?? RowSort<TRow>.Default).Apply(rows, TextOrder.Find(database.Model), parameters);

    /// <summary>As many rows as are asked for; all, when no number is.</summary>
    public static IQueryable<T> FirstOf<T>(IQueryable<T> rows, QueryParameters parameters)
    {
        // Queryable.Take would put the number into the query, and a compiled one would keep it.
        Expression<Func<int>> count = () => parameters.First;
        return parameters.First == 0 ? rows : rows.Provider.CreateQuery<T>(Expression.Call(typeof(Queryable), nameof(Queryable.Take), [typeof(T)], rows.Expression, count.Body));
    }

    /// <summary>The asked students of the asked courses, one row a student and course: an active enrollment before others, then the oldest.</summary>
    public IQueryable<Student> Students()
    {
        var (roster, learner) = (AskedFor(Roster), scope.IsLearner);
        var students =
            from e in roster
            join c in CoursesOfStudents on e.CourseId equals c.Id
            where !roster.Any(x => x.CourseId == e.CourseId && x.UserId == e.UserId && (
                (Rule.Holds(EnrollmentRules.Active, x) && !Rule.Holds(EnrollmentRules.Active, e)) ||
                (x.Id < e.Id && (Rule.Holds(EnrollmentRules.Active, x) || !Rule.Holds(EnrollmentRules.Active, e)))))
            let shown = !EF.Constant(learner) || !Rule.Holds(CourseRules.HidesTotals, c)
            let numbers = shown && (!EF.Constant(learner) || Rule.Holds(CourseRules.ShowsNumbers, c))
            let set = e.OverrideScore != null || e.OverrideGrade != null
            select new Student
            {
                EnrollmentId = e.Id,
                CourseId = e.CourseId,
                CourseName = c.Name,
                CourseCode = c.CourseCode,
                SisCourseId = c.SisCourseId,
                TotalsShown = shown,
                UserId = e.UserId,
                SectionId = e.SectionId,
                EnrollmentState = e.EnrollmentState,

                // To a learner Canvas shows a grade that was set by hand in place of the computed one.
                NumbersShown = numbers,
                CurrentScore = numbers ? (EF.Constant(learner) ? e.OverrideScore ?? e.CurrentScore : e.CurrentScore) : null,
                FinalScore = numbers ? (EF.Constant(learner) ? e.OverrideScore ?? e.FinalScore : e.FinalScore) : null,
                CurrentGrade = shown ? (EF.Constant(learner) && set ? e.OverrideGrade : e.CurrentGrade) : null,
                FinalGrade = shown ? (EF.Constant(learner) && set ? e.OverrideGrade : e.FinalGrade) : null,
                UnpostedCurrentScore = EF.Constant(learner) ? null : e.UnpostedCurrentScore,
                OverrideScore = numbers ? e.OverrideScore : null,
                OverrideGrade = shown ? e.OverrideGrade : null,
                EffectiveScore = numbers ? e.OverrideScore ?? e.CurrentScore : null,
                EffectiveGrade = shown ? (set ? e.OverrideGrade : e.CurrentGrade) : null,
                CreatedAt = e.CreatedAt,
                LastActivityAt = e.LastActivityAt,
                FirstSyncedAt = e.FirstSyncedAt,
            };
        return students.WithRules();
    }

    /// <summary>The asked work of the asked students.</summary>
    public IQueryable<VisibleSubmission> Work()
    {
        var learner = scope.IsLearner;
        var (enrollments, terms, sections) = (Rights, Table<CanvasTerm>(), Table<CanvasSection>());
        var checkpoints = Table<CanvasCheckpointSubmission>().Where(p => p.MissingSince == null);
        var work =
            from h in Handed
            let s = h.Submission
            let a = h.Assignment
            join c in CoursesOfStudents on s.CourseId equals c.Id
            let shown = !EF.Constant(learner) || Rule.Holds(SubmissionRules.Posted, s, a)

            // Nothing is asked of one who has left before the course ended for the section.
            let owes = (EF.Constant(learner) || Rule.Holds(AssignmentRules.Published, a)) && enrollments.Any(e => e.UserId == s.UserId && e.CourseId == s.CourseId && Rule.Holds(EnrollmentRules.Member, e) && (
                !Rule.Holds(EnrollmentRules.Concluded, e) || (
                Rule.Holds(CourseRules.Concluded, c) ||
                Rule.Holds(CourseRules.Day, c, c.EndAt, terms.Where(t => t.Id == c.TermId).Select(t => t.EndAt).FirstOrDefault()) <= parameters.Now ||
                sections.Any(x => x.Id == e.SectionId && x.RestrictEnrollmentsToSectionDates == true && x.EndAt <= parameters.Now))))
            let partsShown = shown || !Rule.Holds(AssignmentRules.PostsByHand, a)
            let numbers = !EF.Constant(learner) || (shown && Rule.Holds(CourseRules.ShowsNumbers, c))
            let graded = shown && Rule.Holds(SubmissionRules.HasWholeGrade, s, a, checkpoints)
            select new VisibleSubmission
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
                OmitFromFinalGrade = Rule.Holds(AssignmentRules.Omitted, a),
                Shown = shown,
                NumbersShown = numbers,
                GradeShown = numbers || (shown && Rule.Holds(AssignmentRules.HasWordGrade, a)),
                Score = numbers ? s.Score : null,
                Grade = numbers || (shown && Rule.Holds(AssignmentRules.HasWordGrade, a)) ? s.Grade : null,
                HasGrade = graded,
                Percentage = graded && numbers && a.PointsPossible > 0 ? 100.0 * s.Score / a.PointsPossible : null,
                WorkflowState = shown ? s.WorkflowState : s.SubmittedAt != null ? SubmissionStates.Submitted : SubmissionStates.Unsubmitted,
                SubmittedAt = s.SubmittedAt,
                GradedAt = shown ? s.GradedAt : null,
                PostedAt = Rule.Holds(SubmissionRules.PostedAt, s, a),
                PostsWhenGraded = Rule.Holds(SubmissionRules.PostsWhenGraded, s, a),
                DueAt = Rule.Holds(AssignmentRules.HasCheckpoints, a) ? s.CachedDueDate ?? checkpoints.Where(p => p.SubmissionId == s.Id).Min(p => p.DueAt) : s.CachedDueDate,
                Attempt = s.Attempt,
                IsLate = Rule.Holds(SubmissionRules.Late, s),
                HoursLate = Rule.Holds(SubmissionRules.Late, s) ? s.SecondsLate / 3600.0 : null,
                IsMissing = ((shown ? Rule.Holds(SubmissionRules.Missing, s, a, parameters.Now) : Rule.Holds(SubmissionRules.MissingUnposted, s, a, parameters.Now)) ||
                    (Rule.Holds(AssignmentRules.HasCheckpoints, a) && !(shown && Rule.Holds(SubmissionRules.Excused, s)) && checkpoints.Any(p => p.SubmissionId == s.Id && (partsShown
                        ? Rule.Holds(CheckpointRules.Missing, p, s.SubmittedAt, parameters.Now)
                        : Rule.Holds(CheckpointRules.MissingUnposted, p, s.SubmittedAt, parameters.Now))))) && owes,
                IsUpcoming = s.SubmittedAt == null && !Rule.Holds(AssignmentRules.Page, a) && ((s.CachedDueDate >= parameters.Now && s.CachedDueDate <= parameters.To) ||
                    (Rule.Holds(AssignmentRules.HasCheckpoints, a) && checkpoints.Any(p => p.SubmissionId == s.Id && p.DueAt >= parameters.Now && p.DueAt <= parameters.To && (!partsShown || Rule.Holds(CheckpointRules.Ungraded, p))))) &&
                    (!shown || Rule.Holds(AssignmentRules.HasCheckpoints, a) || Rule.Holds(SubmissionRules.Open, s)) && owes,
                IsExcused = shown && Rule.Holds(SubmissionRules.Excused, s),
                MissingSince = s.MissingSince,
                FirstSyncedAt = s.FirstSyncedAt,
            };
        return work.WithRules();
    }

    public static IQueryable<WorkTotals> Totals(IQueryable<VisibleSubmission> work) =>
        from w in work
        group w by new { w.CourseId, w.StudentId } into g
        select new WorkTotals
        {
            CourseId = g.Key.CourseId,
            StudentId = g.Key.StudentId,
            Assignments = g.Count(),
            Completed = g.Count(w => w.SubmittedAt != null || (w.HasGrade && !w.IsExcused)),
            Graded = g.Count(w => w.HasGrade && !w.IsExcused),
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
            var rows = scope.Notes(Table<CanvasNote>().Where(n => n.TargetType == "student"), parameters);
            rows = parameters.WithinCourseIds is null ? rows : rows.Where(n => n.CourseId != null && EF.Parameter(parameters.WithinCourseIds).Contains(n.CourseId.Value));
            return rows.Where(n => roster.Any(e => e.UserId == n.TargetId && (n.CourseId == null || e.CourseId == n.CourseId)));
        }
    }

    /// <summary>Assignments of courses in scope; for students and observers what is published and meant for them.</summary>
    public IQueryable<CanvasAssignment> Assignments
    {
        get
        {
            var courses = Courses;
            return MeantAssignments.Where(a => courses.Any(c => c.Id == a.CourseId));
        }
    }

    /// <summary>The same without a choice of courses.</summary>
    public IQueryable<CanvasAssignment> MeantAssignments
    {
        get
        {
            var (roster, submissions) = (Students(Rights), Rows<CanvasSubmission>());
            var overrides = Table<CanvasAssignmentOverride>().Where(o => o.MissingSince == null);
            return scope.IsLearner
                ? WorkAssignments.Where(a => Rule.Holds(AssignmentRules.ForAll, a, overrides) ||
                    submissions.Any(s => s.AssignmentId == a.Id && roster.Any(e => e.CourseId == s.CourseId && e.UserId == s.UserId))).WithRules()
                : WorkAssignments;
        }
    }

    private IQueryable<CanvasAssignment> WorkAssignments =>
        scope.IsLearner ? Rows<CanvasAssignment>().Where(AssignmentRules.Published) : Rows<CanvasAssignment>();

    // Rights come only from what Canvas has, whatever the query shows.
    private IQueryable<CanvasEnrollment> Rights => Table<CanvasEnrollment>().Where(e => e.MissingSince == null);

    /// <summary>Submissions with their assignments.</summary>
    private IQueryable<HandedWork> Handed
    {
        get
        {
            var (submissions, assignments) = (Submissions, WorkAssignments);
            if (parameters.CourseId is null)
            {
                return
                    from s in submissions
                    join a in assignments on s.AssignmentId equals a.Id
                    select new HandedWork { Submission = s, Assignment = a };
            }

            // Few assignments to look in, instead of all that there are. An inner join would say the same, but PostgreSQL takes
            // the course of a submission and that of its assignment for independent and expects hardly any rows.
            return
                from s in submissions
                join x in assignments.Where(a => a.CourseId == parameters.CourseId) on s.AssignmentId equals x.Id into found
                from a in found.DefaultIfEmpty()
                where ((long?)a.Id ?? 0) != 0
                select new HandedWork { Submission = s, Assignment = a };
        }
    }

    private IQueryable<CanvasSubmission> Submissions
    {
        get
        {
            var rows = Rows<CanvasSubmission>();

            // An index over two or three of the columns that sets of ids choose from would be searched for each of their
            // combinations, by SQLite in particular: one set leads, a sum with 0 hides the others from the index.
            var others = parameters.AssignmentIds is not null || scope.NamesStudents;
            rows = parameters.WithinCourseIds is null
                ? rows
                : others
                ? rows.Where(s => EF.Parameter(parameters.WithinCourseIds).Contains(s.CourseId + 0))
                : rows.Where(s => EF.Parameter(parameters.WithinCourseIds).Contains(s.CourseId));
            rows = parameters.CourseId is null ? rows : rows.Where(s => s.CourseId == parameters.CourseId);
            rows = parameters.StudentId is null ? rows : rows.Where(s => s.UserId == parameters.StudentId);
            rows = parameters.AssignmentId is null ? rows : rows.Where(s => s.AssignmentId == parameters.AssignmentId);
            rows = parameters.AssignmentIds is null ? rows : rows.Where(s => EF.Parameter(parameters.AssignmentIds).Contains(s.AssignmentId));

            // With one course or one student the roster is a short list that the database makes once; else it looks
            // each student up. The second half of the first condition is never true (nothing is null and
            // more than an id): it keeps PostgreSQL from turning the list into a join, whose rows it expects to be a hundredth of
            // what they are, because to it course and student are independent.
            var roster = AskedFor(Roster);
            return (parameters.CourseId, parameters.StudentId) switch
            {
                ({ }, null) => rows.Where(s => roster.Select(e => e.UserId).Contains(s.UserId!.Value) || (s.Attempt == null && s.Attempt > parameters.CourseId)),
                ({ }, _) => rows.Where(s => roster.Select(e => e.UserId).Contains(s.UserId!.Value)),
                (null, { }) => rows.Where(s => roster.Select(e => e.CourseId).Contains(s.CourseId)),
                _ => (scope.NamesStudents && parameters.AssignmentIds is not null ? rows : scope.Reach(rows, Rights, parameters)).Where(s => roster.Any(e => e.CourseId == s.CourseId && e.UserId == s.UserId)),
            };
        }
    }

    private IQueryable<CanvasEnrollment> AskedFor(IQueryable<CanvasEnrollment> rows)
    {
        rows = parameters.CourseId is null ? rows : rows.Where(e => e.CourseId == parameters.CourseId);
        return parameters.StudentId is null ? rows : rows.Where(e => e.UserId == parameters.StudentId);
    }

    private IQueryable<CanvasEnrollment> Students(IQueryable<CanvasEnrollment> rows) => InSight(rows).Where(EnrollmentRules.Member);

    private IQueryable<CanvasEnrollment> InSight(IQueryable<CanvasEnrollment> rows)
    {
        rows = scope.Enrollments(rows, Rights, parameters);
        return parameters.WithinCourseIds is null
            ? rows
            : scope.NamesStudents
            ? rows.Where(e => EF.Parameter(parameters.WithinCourseIds).Contains(e.CourseId + 0))
            : rows.Where(e => EF.Parameter(parameters.WithinCourseIds).Contains(e.CourseId));
    }

    private IQueryable<T> Rows<T>() where T : CanvasRow =>
        includeMissing ? Table<T>() : Table<T>().Where(r => r.MissingSince == null);

    private sealed class HandedWork
    {
        public required CanvasSubmission Submission { get; init; }

        public required CanvasAssignment Assignment { get; init; }
    }
}
