using CanvasData.Operations.Model;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>What every query should answer: all rows, all columns, in the order that the documentation gives.</summary>
public sealed class Oracle(SeenSchool seen)
{
    public IEnumerable<StudentGrade> StudentGrades(GradeDetails details) => seen.Work().Where(p => seen.InRange(p.S.SubmittedAt)).Select(p =>
        {
            var (s, a, c, shown) = (p.S, p.A, p.C, seen.IsShown(p));
            var (user, group) = (seen.User(p.Student), seen.School.Groups.Find(g => g.Id == a.AssignmentGroupId));
            var change = details.HasFlag(GradeDetails.LastChange) ? LastChange(p) : null;
            var (metadata, staff) = (details.HasFlag(GradeDetails.Metadata), details.HasFlag(GradeDetails.Metadata) && !seen.IsLearner);
            return new StudentGrade
            {
                SubmissionId = s.Id, CourseId = c.Id, CourseName = c.Name, StudentId = p.Student, StudentName = user?.Name, SortableName = user?.SortableName, AssignmentId = a.Id,
                AssignmentName = a.Name, AssignmentGroupId = a.AssignmentGroupId, GroupName = group?.Name, GroupWeight = c.ApplyAssignmentGroupWeights == true ? group?.GroupWeight : null,
                PointsPossible = a.PointsPossible, Score = seen.Score(p), Grade = seen.IsGradeShown(p) ? s.Grade : null, Percentage = seen.Percentage(p), WorkflowState = StateOf(p),
                SubmittedAt = s.SubmittedAt, GradedAt = shown ? s.GradedAt : null, PostedAt = SeenSchool.PostedAt(s, a), DueAt = s.CachedDueDate, IsLate = s.Late is true, IsMissing = seen.IsMissing(p),
                IsExcused = seen.IsExcused(p), OmitFromFinalGrade = a.OmitFromFinalGrade is true, MissingSince = s.MissingSince, ChangedAt = change?.RecordedAt,
                PreviousScore = seen.AreNumbersShown(p) ? change?.PreviousScore : null, ScoreChange = seen.AreNumbersShown(p) ? change?.Score - change?.PreviousScore : null,
                NoteCount = metadata ? seen.Notes().Count(n => n.TargetId == p.Student && (n.CourseId is null || n.CourseId == c.Id)) : null,
                TagCount = staff ? seen.School.Links.Count(l => l.TargetType == "student" && l.TargetId == p.Student) : null,
                Difficulty = staff ? seen.School.Ratings.Find(r => r.AssignmentId == a.Id)?.DifficultyRating : null,
            };
        })
        .OrderBy(r => r.CourseId).ThenBy(r => r.StudentId)
        .ThenBy(r => r.AssignmentId).ThenBy(r => r.SubmissionId);

    public IEnumerable<GradePoint> GradeHistory() => seen.Students().Where(e => !seen.IsLearner || seen.CourseOf(e.CourseId)!.HideFinalGrades is not true)
        .SelectMany(e =>
        {
            var changes = seen.School.Grades.Where(h => h.EnrollmentId == e.Id).OrderBy(h => h.RecordedAt).ThenBy(h => h.Id).ToList();
            var first = changes.FirstOrDefault();
            double? Staff(double? score) => seen.IsLearner ? null : score;
            double? Number(double? score) => seen.AreNumbersShown(seen.CourseOf(e.CourseId)!) ? score : null;
            bool IsOwn(CanvasGradeHistory h) => h.UserId == e.UserId || (!seen.IsLearner && seen.Asked.Student is null);
            GradePoint Point(long student, DateTime at, string change, double? current, double? final, string? grade, double? unposted, double? fixedScore, long sequence) => new()
            {
                CourseId = e.CourseId, StudentId = student, EnrollmentId = e.Id, At = at, Change = change, CurrentScore = Number(current), FinalScore = Number(final), CurrentGrade = grade,
                UnpostedCurrentScore = Staff(unposted), OverrideScore = Number(fixedScore), Sequence = sequence,
            };
            var observed = first is null
                ? Point(e.UserId, e.FirstSyncedAt, "observed", seen.Effective(e.CurrentScore, e.OverrideScore), seen.Effective(e.FinalScore, e.OverrideScore), seen.Effective(e.CurrentGrade, e.OverrideScore, e.OverrideGrade), e.UnpostedCurrentScore, e.OverrideScore, 0)
                : Point(first.UserId, e.FirstSyncedAt, "observed", seen.Effective(first.PreviousCurrentScore, first.PreviousOverrideScore), seen.Effective(first.PreviousFinalScore, first.PreviousOverrideScore), seen.Effective(first.PreviousCurrentGrade, first.PreviousOverrideScore, first.PreviousOverrideGrade), first.PreviousUnpostedCurrentScore, first.PreviousOverrideScore, 0);

            // To a learner a change of nothing that shows is no change.
            return changes.Where(IsOwn).Where(h => !seen.IsLearner || h.Change != "changed" || (Number(seen.Effective(h.CurrentScore, h.OverrideScore)), Number(seen.Effective(h.FinalScore, h.OverrideScore)), seen.Effective(h.CurrentGrade, h.OverrideScore, h.OverrideGrade), Number(h.OverrideScore), h.OverrideGrade) !=
                    (Number(seen.Effective(h.PreviousCurrentScore, h.PreviousOverrideScore)), Number(seen.Effective(h.PreviousFinalScore, h.PreviousOverrideScore)), seen.Effective(h.PreviousCurrentGrade, h.PreviousOverrideScore, h.PreviousOverrideGrade), Number(h.PreviousOverrideScore), h.PreviousOverrideGrade))
                .Select(h => Point(h.UserId, h.RecordedAt, h.Change, seen.Effective(h.CurrentScore, h.OverrideScore), seen.Effective(h.FinalScore, h.OverrideScore), seen.Effective(h.CurrentGrade, h.OverrideScore, h.OverrideGrade), h.UnpostedCurrentScore, h.OverrideScore, h.Id)).Concat(first is null || IsOwn(first) ? [observed] : []);
        })
        .Where(p => seen.InRange(p.At))
        .OrderBy(p => p.CourseId).ThenBy(p => p.StudentId).ThenBy(p => p.At).ThenBy(p => p.EnrollmentId).ThenBy(p => p.Sequence);

    public IEnumerable<ScorePoint> ScoreHistory() => seen.Work().Where(seen.IsShown)
        .SelectMany(p =>
        {
            var changes = seen.School.Scores.Where(h => h.SubmissionId == p.S.Id).OrderBy(h => h.RecordedAt).ThenBy(h => h.Id).ToList();
            var first = changes.FirstOrDefault();
            bool IsOwn(CanvasAssignmentScoreHistory h) => h.UserId is null || h.UserId == p.Student || (!seen.IsLearner && seen.Asked.Student is null);
            ScorePoint Point(long? student, DateTime at, string change, double? score, string? grade, string? state, double? points, long sequence) => new()
            {
                CourseId = p.C.Id, StudentId = student ?? p.Student, AssignmentId = p.A.Id, SubmissionId = p.S.Id, At = at, Change = change, Score = seen.AreNumbersShown(p) ? score : null, Grade = seen.IsGradeShown(p) ? grade : null,
                Percentage = seen.AreNumbersShown(p) && points is > 0 && state != "pending_review" ? 100 * score / points : null, Sequence = sequence,
            };
            var points = changes.Where(IsOwn)
                .Where(h => !seen.IsLearner || ((h.PostedAt ?? SeenSchool.Given(p.S, p.A, h.GradedAt)) is not null && (seen.AreNumbersShown(p) || h.Change != "changed" || (seen.IsGradeShown(p) && h.Grade != h.PreviousGrade))))
                .Select(h => Point(h.UserId, h.RecordedAt, h.Change, h.Score, h.Grade, h.WorkflowState, h.PointsPossible, h.Id));
            var posted = first is null ? SeenSchool.PostedAt(p.S, p.A) : first.PreviousPostedAt ?? SeenSchool.Given(p.S, p.A, first.PreviousGradedAt);
            return (seen.IsLearner && posted is null) || (first is not null && !IsOwn(first))
                ? points
                : points.Prepend(first is null ? Point(null, p.S.FirstSyncedAt, "observed", p.S.Score, p.S.Grade, p.S.WorkflowState, p.A.PointsPossible, 0) : Point(first.UserId, p.S.FirstSyncedAt, "observed", first.PreviousScore, first.PreviousGrade, first.PreviousWorkflowState, first.PreviousPointsPossible, 0));
        })
        .Where(p => seen.InRange(p.At))
        .OrderBy(p => p.CourseId).ThenBy(p => p.StudentId).ThenBy(p => p.AssignmentId).ThenBy(p => p.At).ThenBy(p => p.SubmissionId).ThenBy(p => p.Sequence);

    public IEnumerable<CourseStudent> CourseEnrollments() => seen.Students().Where(e => seen.Asked.State is null || e.EnrollmentState == seen.Asked.State)
        .Select(e =>
        {
            var (c, user, work, hidden) = (seen.CourseOf(e.CourseId)!, seen.User(e.UserId), WorkOf(e), AreTotalsHidden(e));
            var section = seen.School.Sections.Find(s => s.Id == e.SectionId);
            string? Registrar(string? id) => seen.IsLearner ? null : id;
            return new CourseStudent
            {
                EnrollmentId = e.Id, CourseId = c.Id, CourseName = c.Name, CourseCode = c.CourseCode, SectionId = e.SectionId, StudentId = e.UserId, StudentName = user?.Name,
                SisCourseId = Registrar(c.SisCourseId), SectionName = section?.Name, SisSectionId = Registrar(section?.SisSectionId), SisUserId = Registrar(user?.SisUserId), FinalGrade = hidden ? null : seen.Effective(e.FinalGrade, e.OverrideScore, e.OverrideGrade),
                SortableName = user?.SortableName, EnrollmentState = e.EnrollmentState, CurrentScore = hidden || !seen.AreNumbersShown(c) ? null : seen.Effective(e.CurrentScore, e.OverrideScore),
                FinalScore = hidden || !seen.AreNumbersShown(c) ? null : seen.Effective(e.FinalScore, e.OverrideScore), CurrentGrade = hidden ? null : seen.Effective(e.CurrentGrade, e.OverrideScore, e.OverrideGrade),
                OverrideScore = hidden || !seen.AreNumbersShown(c) ? null : e.OverrideScore, OverrideGrade = hidden ? null : e.OverrideGrade, EffectiveScore = hidden || !seen.AreNumbersShown(c) ? null : e.OverrideScore ?? e.CurrentScore,
                EffectiveGrade = hidden ? null : e.OverrideScore is null && e.OverrideGrade is null ? e.CurrentGrade : e.OverrideGrade, EnrolledAt = e.CreatedAt, LastActivityAt = e.LastActivityAt, AssignmentCount = work.Count, GradedCount = work.Count(seen.IsGraded),
                MissingCount = work.Count(seen.IsMissing), LateCount = work.Count(p => p.S.Late is true),
            };
        })
        .OrderBy(r => r.CourseName, Text.Comparer).ThenBy(r => r.CourseId).ThenBy(r => r.SortableName, Text.Comparer).ThenBy(r => r.StudentId);

    public IEnumerable<AccountOverview> Accounts(long? within) => seen.School.Accounts
        .Where(a => seen.IsPresent(a, ever: false) && (within is null || IsWithin(a.Id, within.Value)) && (seen.IsUnbounded || seen.Courses(ever: false).Any(c => c.AccountId is { } held && IsWithin(held, a.Id))))
        .Select(a => new AccountOverview
        {
            AccountId = a.Id, AccountName = a.Name, ParentAccountId = a.ParentAccountId, RootAccountId = a.RootAccountId, SisAccountId = seen.IsLearner ? null : a.SisAccountId,
            WorkflowState = a.WorkflowState, DefaultTimeZone = a.DefaultTimeZone, CourseCount = seen.Courses(ever: false).Count(c => c.AccountId == a.Id), MissingSince = a.MissingSince,
        })
        .OrderBy(r => r.AccountName, Text.Comparer).ThenBy(r => r.AccountId);

    public IEnumerable<CourseOverview> Courses(long? term, string? state, long? account) => seen.Courses(ever: false)
        .Where(c => account is null || (c.AccountId is { } held && IsWithin(held, account.Value)))
        .Where(c => (term is null || c.TermId == term) && (state is null || c.WorkflowState == state))
        .Select(c =>
        {
            var held = seen.School.Terms.Find(t => t.Id == c.TermId);
            var roster = seen.Roster().Where(e => e.CourseId == c.Id).ToList();
            return new CourseOverview
            {
                CourseId = c.Id, CourseName = c.Name, CourseCode = c.CourseCode, SisCourseId = seen.IsLearner ? null : c.SisCourseId, WorkflowState = c.WorkflowState, AccountId = c.AccountId,
                TermId = c.TermId, TermName = held?.Name, StartAt = c.RestrictEnrollmentsToCourseDates is true ? c.StartAt ?? held?.StartAt : held?.StartAt ?? c.StartAt,
                EndAt = c.RestrictEnrollmentsToCourseDates is true ? c.EndAt ?? held?.EndAt : held?.EndAt ?? c.EndAt, Roles = seen.RolesIn(c.Id),
                ActiveStudentCount = roster.Where(e => e.EnrollmentState == "active").Select(e => e.UserId).Distinct().Count(),
                SectionCount = seen.School.Sections.Count(s => s.CourseId == c.Id && seen.IsPresent(s, ever: false) && (seen.IsLearner ? roster.Exists(e => e.SectionId == s.Id) : seen.IsSectionInReach(s))),
                AssignmentCount = seen.School.Assignments.Count(a => a.CourseId == c.Id && seen.IsPresent(a, ever: false) && SeenSchool.IsPublished(a) && seen.IsMeant(a)), MissingSince = c.MissingSince,
            };
        })
        .OrderBy(r => r.CourseName, Text.Comparer).ThenBy(r => r.CourseId);

    public IEnumerable<StudentPerformance> PerformanceSummary() => seen.Students()
        .Select(e =>
        {
            var (c, work, hidden) = (seen.CourseOf(e.CourseId)!, WorkOf(e).Where(p => seen.InRange(p.S.SubmittedAt)).ToList(), AreTotalsHidden(e));
            var percentages = work.Select(seen.Percentage).OfType<double>().ToList();
            return new StudentPerformance
            {
                CourseId = c.Id, CourseName = c.Name, StudentId = e.UserId, StudentName = seen.User(e.UserId)?.Name, CurrentScore = hidden || !seen.AreNumbersShown(c) ? null : seen.Effective(e.CurrentScore, e.OverrideScore),
                FinalScore = hidden || !seen.AreNumbersShown(c) ? null : seen.Effective(e.FinalScore, e.OverrideScore), EffectiveScore = hidden || !seen.AreNumbersShown(c) ? null : e.OverrideScore ?? e.CurrentScore,
                EffectiveGrade = hidden ? null : e.OverrideScore is null && e.OverrideGrade is null ? e.CurrentGrade : e.OverrideGrade, AssignmentCount = work.Count, CompletedCount = work.Count(p => p.S.SubmittedAt is not null || seen.IsGraded(p)),
                GradedCount = work.Count(seen.IsGraded), LateCount = work.Count(p => p.S.Late is true), MissingCount = work.Count(seen.IsMissing),
                AveragePercentage = percentages is [] ? null : percentages.Average(), LowestPercentage = percentages is [] ? null : percentages.Min(),
                HighestPercentage = percentages is [] ? null : percentages.Max(),
            };
        })
        .OrderBy(r => r.CourseName, Text.Comparer).ThenBy(r => r.CourseId).ThenBy(r => r.AveragePercentage is null).ThenByDescending(r => r.AveragePercentage).ThenBy(r => r.StudentId);

    public IEnumerable<SubmissionRow> AssignmentSubmissions(bool includeLate, SubmissionSort sort)
    {
        var rows = seen.Work().Where(p => includeLate || p.S.Late is not true).Select(p =>
        {
            var (s, user, change) = (p.S, seen.User(p.Student), LastChange(p));
            return new SubmissionRow
            {
                SubmissionId = s.Id, CourseId = p.C.Id, CourseName = p.C.Name, AssignmentId = p.A.Id, AssignmentName = p.A.Name, PointsPossible = p.A.PointsPossible, StudentId = p.Student,
                StudentName = user?.Name, SortableName = user?.SortableName,
                Status = seen.IsExcused(p) ? "excused" : seen.HasGrade(p) ? "graded" : seen.IsMissing(p) ? "missing" : s.SubmittedAt is not null ? "submitted" : "unsubmitted",
                Score = seen.Score(p), Percentage = seen.Percentage(p), SubmittedAt = s.SubmittedAt, GradedAt = seen.IsShown(p) ? s.GradedAt : null, DueAt = s.CachedDueDate, Attempt = s.Attempt,
                IsLate = s.Late is true, HoursLate = s.Late is true ? s.SecondsLate / 3600 : null, ChangedAt = change?.RecordedAt, PreviousScore = seen.AreNumbersShown(p) ? change?.PreviousScore : null,
            };
        });
        return sort switch
        {
            SubmissionSort.SubmittedAt => rows.OrderBy(r => r.SubmittedAt is null).ThenByDescending(r => r.SubmittedAt).ThenBy(r => r.SubmissionId),
            SubmissionSort.StudentName => rows.OrderBy(r => r.SortableName, Text.Comparer).ThenBy(r => r.StudentId).ThenBy(r => r.AssignmentName, Text.Comparer).ThenBy(r => r.SubmissionId),
            SubmissionSort.Score => rows.OrderBy(r => r.Score is null).ThenByDescending(r => r.Score).ThenBy(r => r.SortableName, Text.Comparer).ThenBy(r => r.SubmissionId),
            _ => rows.OrderBy(r => r.AssignmentName, Text.Comparer).ThenBy(r => r.AssignmentId).ThenBy(r => r.SortableName, Text.Comparer).ThenBy(r => r.StudentId).ThenBy(r => r.SubmissionId),
        };
    }

    public IEnumerable<ActivityItem> RecentActivity(DateTime since, ActivityKinds kinds)
    {
        var rows = new List<ActivityItem>();
        void Add(ActivityKinds kind, long item, DateTime? at, long student, long? course, string? title, double? score, double? points, string? text)
        {
            if (kinds.HasFlag(kind) && at >= since)
            {
                rows.Add(new ActivityItem
                {
                    Kind = kind, ItemId = item, At = at.Value, StudentId = student, StudentName = seen.User(student)?.Name, CourseId = course,
                    CourseName = seen.School.Courses.Find(c => c.Id == course)?.Name, Title = title, Score = score, PointsPossible = points, Text = text,
                });
            }
        }

        foreach (var p in seen.Work())
        {
            var graded = seen.HasGrade(p) || seen.IsExcused(p);
            Add(ActivityKinds.Grade, p.S.Id, graded ? p.S.GradedAt : null, p.Student, p.C.Id, p.A.Name, seen.Score(p), p.A.PointsPossible, text: null);
            Add(ActivityKinds.Submission, p.S.Id, p.S.SubmittedAt, p.Student, p.C.Id, p.A.Name, score: null, points: null, text: null);
        }

        foreach (var n in seen.Notes().Where(n => (seen.Asked.Course is null || n.CourseId == seen.Asked.Course) && (seen.Asked.Student is null || n.TargetId == seen.Asked.Student)))
        {
            Add(ActivityKinds.Note, n.Id, n.CreatedAt, n.TargetId, n.CourseId, n.Category, score: null, points: null, n.Text);
        }

        return rows.OrderByDescending(r => r.At).ThenBy(r => r.Kind).ThenBy(r => r.ItemId);
    }

    public IEnumerable<StudentTag> StudentTags() => seen.School.Links
        .Where(l => !seen.IsLearner && l.TargetType == "student" && (seen.Asked.Student is null || l.TargetId == seen.Asked.Student) &&
            seen.Roster().Any(e => e.UserId == l.TargetId && (seen.Asked.Course is null || e.CourseId == seen.Asked.Course)))
        .Select(l => new StudentTag { StudentId = l.TargetId, TagId = l.TagId, Name = seen.School.Tags.Single(t => t.Id == l.TagId).Name })
        .OrderBy(r => r.StudentId).ThenBy(r => r.Name, Text.Comparer).ThenBy(r => r.TagId);

    public IEnumerable<GradebookCell> Gradebook() => seen.Work()
        .Select(p => new GradebookCell
        {
            StudentId = p.Student, SortableName = seen.User(p.Student)?.SortableName, AssignmentId = p.A.Id, AssignmentName = p.A.Name, PointsPossible = p.A.PointsPossible, Score = seen.Score(p),
            Grade = seen.IsGradeShown(p) ? p.S.Grade : null, WorkflowState = StateOf(p), IsLate = p.S.Late is true, IsMissing = seen.IsMissing(p), IsExcused = seen.IsExcused(p),
        })
        .OrderBy(r => r.StudentId).ThenBy(r => r.AssignmentId);

    public IEnumerable<GradebookColumn> GradebookColumns() => seen.School.Assignments
        .Where(a => a.CourseId == seen.Asked.Course && seen.IsPresent(a, ever: false) && seen.Courses(ever: false).Any(c => c.Id == a.CourseId) && SeenSchool.IsPublished(a) &&
            a.SubmissionTypes is not ("not_graded" or "wiki_page") && seen.IsMeant(a))
        .Select(a =>
        {
            var group = seen.School.Groups.Find(g => g.Id == a.AssignmentGroupId);
            return new GradebookColumn
            {
                AssignmentId = a.Id, AssignmentName = a.Name, PointsPossible = a.PointsPossible, AssignmentGroupId = a.AssignmentGroupId, GroupName = group?.Name, GroupPosition = group?.Position, Position = a.Position,
            };
        })
        .OrderBy(c => c.GroupPosition is null).ThenBy(c => c.GroupPosition).ThenBy(c => c.Position is null).ThenBy(c => c.Position).ThenBy(c => c.AssignmentId);

    public IEnumerable<StudentWork> MissingWork() => Owed(seen.IsMissing);

    public IEnumerable<StudentWork> UpcomingWork(TimeSpan within) => Owed(p => seen.IsUpcoming(p, within));

    public StudentDashboard? Dashboard(TimeSpan within)
    {
        var courses = CourseEnrollments().ToList();
        var work = seen.Work().Where(p => seen.IsMissing(p) || seen.IsUpcoming(p, within))
            .Select(p => new DashboardWork
            {
                SubmissionId = p.S.Id, CourseId = p.C.Id, AssignmentId = p.A.Id, AssignmentName = p.A.Name, PointsPossible = p.A.PointsPossible, DueAt = p.S.CachedDueDate, IsMissing = seen.IsMissing(p),
            })
            .OrderBy(r => r.DueAt is null).ThenBy(r => r.DueAt).ThenBy(r => r.AssignmentId).ThenBy(r => r.SubmissionId);
        return courses is [] ? null : new StudentDashboard(seen.Asked.Student!.Value, courses, [.. work]);
    }

    public IEnumerable<TrackedObject> ActiveObjects(string type, LifecycleStates states)
    {
        var courses = seen.Courses(ever: true).Select(c => c.Id).ToHashSet();
        var school = seen.School;
        bool IsKnown(CanvasUser u) => seen.Roster(ever: true).Any(e => e.UserId == u.Id) ||
            (seen.IsUnbounded && !school.Enrollments.Exists(e => e.UserId == u.Id && e.Type == "StudentViewEnrollment"));
        IEnumerable<(CanvasRow Row, long? Course, string? Name)> objects = type switch
        {
            CanvasObjectTypes.Course => seen.Courses(ever: true).Select(c => ((CanvasRow)c, (long?)c.Id, c.Name)),
            CanvasObjectTypes.Assignment => school.Assignments.Where(a => courses.Contains(a.CourseId) && seen.IsMeant(a, ever: true)).Select(a => ((CanvasRow)a, (long?)a.CourseId, a.Name)),
            CanvasObjectTypes.Section => school.Sections.Where(s => courses.Contains(s.CourseId)).Select(s => ((CanvasRow)s, (long?)s.CourseId, s.Name)),
            CanvasObjectTypes.AssignmentGroup => school.Groups.Where(g => courses.Contains(g.CourseId)).Select(g => ((CanvasRow)g, (long?)g.CourseId, g.Name)),
            CanvasObjectTypes.Module => school.Modules.Where(m => courses.Contains(m.CourseId) && (!seen.IsLearner || m.Published is true)).Select(m => ((CanvasRow)m, (long?)m.CourseId, m.Name)),
            _ => school.Users.Where(IsKnown).Select(u => ((CanvasRow)u, (long?)null, u.Name)),
        };
        return objects
            .Select(o =>
            {
                var status = school.Statuses.Find(s => s.ObjectType == type && s.ObjectId == o.Row.Id);
                return new TrackedObject
                {
                    ObjectType = type, ObjectId = o.Row.Id, CourseId = o.Course, Name = o.Name, IsActive = status?.Active ?? o.Row.MissingSince is null,
                    PendingDeletion = status?.PendingDeletion ?? false, RemovedAt = status?.RemovedAt, LastSeenAt = status?.LastSeenAt,
                };
            })
            .Where(r => Lives(states, r.IsActive, r.PendingDeletion)).OrderBy(r => r.ObjectId);
    }

    public IEnumerable<TrackedEnrollment> ActiveEnrollments(LifecycleStates states) => seen.Enrollments(ever: true)
        .Where(e => seen.IsAsked(e.CourseId, e.UserId) && seen.Courses(ever: true).Any(c => c.Id == e.CourseId))
        .Select(e =>
        {
            var status = seen.School.EnrollmentStatuses.Find(s => s.EnrollmentId == e.Id);
            return new TrackedEnrollment
            {
                EnrollmentId = e.Id, CourseId = e.CourseId, CourseName = seen.School.Courses.Find(c => c.Id == e.CourseId)!.Name, UserId = e.UserId, UserName = seen.User(e.UserId)?.Name,
                Type = e.Type, EnrollmentState = e.EnrollmentState, EnrolledAt = e.CreatedAt, IsActive = status?.Active ?? e.MissingSince is null,
                PendingDeletion = status?.PendingDeletion ?? false, RemovedAt = status?.RemovedAt,
            };
        })
        .Where(r => Lives(states, r.IsActive, r.PendingDeletion)).OrderBy(r => r.CourseId).ThenBy(r => r.UserId).ThenBy(r => r.EnrollmentId);

    public IEnumerable<PendingDeletion> PendingDeletionReview(string? type)
    {
        if (seen.IsLearner)
        {
            return [];
        }

        var objects = seen.School.Statuses
            .Where(s => s.PendingDeletion && (seen.IsUnbounded || (s.ObjectType == CanvasObjectTypes.User
                ? seen.Roster(ever: true).Any(e => e.UserId == s.ObjectId)
                : seen.Courses(ever: true).Any(c => c.Id == (s.ObjectType == CanvasObjectTypes.Course ? s.ObjectId : s.CourseId)))))
            .Select(s => new PendingDeletion
            {
                ObjectType = s.ObjectType, ObjectId = s.ObjectId, CourseId = s.CourseId, RemovedAt = s.RemovedAt, RemovalReason = s.RemovalReason, UserDataExists = s.UserDataExists,
                HistoricalDataExists = s.HistoricalDataExists, LastSeenAt = s.LastSeenAt,
            });
        var enrollments = seen.School.EnrollmentStatuses.Where(s => s.PendingDeletion && seen.Enrollments(ever: true).Any(e => e.Id == s.EnrollmentId))
            .Select(s => new PendingDeletion
            {
                ObjectType = "enrollment", ObjectId = s.EnrollmentId, CourseId = s.CourseId, RemovedAt = s.RemovedAt, RemovalReason = s.RemovalReason, UserDataExists = false,
                HistoricalDataExists = s.HistoricalDataExists, LastSeenAt = s.LastSeenAt,
            });
        return objects.Concat(enrollments).Where(r => type is null || r.ObjectType == type)
            .OrderBy(r => r.RemovedAt is null).ThenByDescending(r => r.RemovedAt).ThenBy(r => r.ObjectType, Text.Comparer).ThenBy(r => r.ObjectId);
    }

    private static bool Lives(LifecycleStates states, bool active, bool pending) => pending ? states.HasFlag(Queries.LifecycleStates.PendingDeletion) : active || states.HasFlag(Queries.LifecycleStates.Inactive);

    private IEnumerable<StudentWork> Owed(Func<Piece, bool> isOwed) => seen.Work().Where(isOwed)
        .Select(p => new StudentWork
        {
            SubmissionId = p.S.Id, CourseId = p.C.Id, CourseName = p.C.Name, StudentId = p.Student, StudentName = seen.User(p.Student)?.Name, AssignmentId = p.A.Id, AssignmentName = p.A.Name,
            PointsPossible = p.A.PointsPossible, DueAt = p.S.CachedDueDate,
        })
        .OrderBy(r => r.DueAt is null).ThenBy(r => r.DueAt).ThenBy(r => r.CourseId).ThenBy(r => r.StudentId).ThenBy(r => r.AssignmentId).ThenBy(r => r.SubmissionId);

    private List<Piece> WorkOf(CanvasEnrollment e) => [.. seen.Work().Where(p => p.C.Id == e.CourseId && p.S.UserId == e.UserId)];

    private bool AreTotalsHidden(CanvasEnrollment e) => seen.IsLearner && seen.CourseOf(e.CourseId)!.HideFinalGrades is true;

    private string? StateOf(Piece p) => seen.IsShown(p) ? p.S.WorkflowState : p.S.SubmittedAt is null ? "unsubmitted" : "submitted";

    private CanvasAssignmentScoreHistory? LastChange(Piece p)
    {
        // A learner sees the latest of the changes that showed at their time.
        var changes = seen.School.Scores.Where(h => h.SubmissionId == p.S.Id && h.Score != h.PreviousScore && (!seen.IsLearner || (((h.PostedAt is not null && h.PreviousPostedAt is not null) || (SeenSchool.Given(p.S, p.A, h.GradedAt) is not null && SeenSchool.Given(p.S, p.A, h.PreviousGradedAt) is not null)) && (seen.AreNumbersShown(p) || (seen.IsGradeShown(p) && h.Grade != h.PreviousGrade)))));
        return seen.IsShown(p) ? changes.OrderBy(h => h.RecordedAt).ThenBy(h => h.Id).LastOrDefault() : null;
    }

    private bool IsWithin(long account, long top)
    {
        for (long? next = account; next is { } id; next = seen.School.Accounts.Find(a => a.Id == id)?.ParentAccountId)
        {
            if (id == top)
            {
                return true;
            }
        }

        return false;
    }
}
