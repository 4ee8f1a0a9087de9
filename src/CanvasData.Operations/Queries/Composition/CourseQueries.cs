using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about students of courses.</summary>
internal static class CourseQueries
{
    public static IQueryable<CourseOverview> Courses(ScopedTables tables)
    {
        var (asked, learner) = (tables.Asked, tables.IsLearner);
        var (students, sections, assignments, own) = (tables.Roster, tables.Sections, tables.MeantAssignments, tables.OwnEnrollments);
        var courses = asked.TermId is null ? tables.Courses : tables.Courses.Where(c => c.TermId == asked.TermId);
        courses = asked.AccountId is null ? courses : AccountQueries.Within(tables, courses);
        courses = asked.Name is null ? courses : courses.Where(c => c.WorkflowState == asked.Name);
        var rows =
            from c in courses
            join t in tables.Table<CanvasTerm>() on c.TermId equals t.Id into terms
            from t in terms.DefaultIfEmpty()
            select new CourseOverview
            {
                CourseId = c.Id,
                CourseName = c.Name,
                CourseCode = c.CourseCode,
                SisCourseId = EF.Constant(learner) ? null : c.SisCourseId,
                WorkflowState = c.WorkflowState,
                AccountId = c.AccountId,
                TermId = c.TermId,
                TermName = t.Name,
                StartAt = Rule.Holds(CourseRules.Day, c, c.StartAt, t.StartAt),
                EndAt = Rule.Holds(CourseRules.Day, c, c.EndAt, t.EndAt),
                Roles = (CourseRoles)((own.Any(e => e.CourseId == c.Id && Rule.Holds(EnrollmentRules.Student, e)) ? 1 : 0) +
                    (own.Any(e => e.CourseId == c.Id && Rule.Holds(EnrollmentRules.Teacher, e)) ? 2 : 0) +
                    (own.Any(e => e.CourseId == c.Id && Rule.Holds(EnrollmentRules.Assistant, e)) ? 4 : 0) +
                    (own.Any(e => e.CourseId == c.Id && Rule.Holds(EnrollmentRules.Observing, e)) ? 8 : 0)),
                ActiveStudentCount = students.Where(e => e.CourseId == c.Id && Rule.Holds(EnrollmentRules.Active, e)).Select(e => e.UserId).Distinct().Count(),
                SectionCount = sections.Count(x => x.CourseId == c.Id),
                AssignmentCount = assignments.Count(a => a.CourseId == c.Id && Rule.Holds(AssignmentRules.Published, a)),
                MissingSince = c.MissingSince,
            };
        return tables.Sorted(rows.WithRules());
    }

    public static IQueryable<CourseStudent> Enrollments(ScopedTables tables)
    {
        var (asked, learner) = (tables.Asked, tables.IsLearner);
        var enrolled = asked.Name is null ? tables.Students() : tables.Students().Where(s => s.EnrollmentState == asked.Name);
        var students = VisibleStudent.Select(tables, enrolled);
        var work = tables.Work();
        if (asked.First > 0)
        {
            // The first students are known before their work is counted.
            var first = students = ScopedTables.FirstOf(tables.Sorted(students), asked);
            work = asked.CourseId is null
                ? work.Where(w => first.Any(s => s.CourseId == w.CourseId && s.StudentId == w.StudentId))
                : work.Where(w => first.Select(s => s.StudentId).Contains(w.StudentId));
        }

        return tables.Sorted(
            from s in students
            join t in ScopedTables.Totals(work) on new { s.CourseId, s.StudentId } equals new { t.CourseId, t.StudentId } into totals
            from t in totals.DefaultIfEmpty()
            let e = s.Student
            join x in tables.Table<CanvasSection>() on e.SectionId equals x.Id into sections
            from x in sections.DefaultIfEmpty()
            select new CourseStudent
            {
                EnrollmentId = e.EnrollmentId,
                CourseId = s.CourseId,
                CourseName = s.CourseName,
                CourseCode = e.CourseCode,
                SisCourseId = EF.Constant(learner) ? null : e.SisCourseId,
                SectionId = e.SectionId,
                SectionName = x.Name,
                SisSectionId = EF.Constant(learner) ? null : x.SisSectionId,
                StudentId = s.StudentId,
                StudentName = s.StudentName,
                SortableName = s.SortableName,
                SisUserId = EF.Constant(learner) ? null : s.SisUserId,
                EnrollmentState = e.EnrollmentState,
                CurrentScore = e.CurrentScore,
                FinalScore = e.FinalScore,
                CurrentGrade = e.CurrentGrade,
                FinalGrade = e.FinalGrade,
                OverrideScore = e.OverrideScore,
                OverrideGrade = e.OverrideGrade,
                EffectiveScore = e.EffectiveScore,
                EffectiveGrade = e.EffectiveGrade,
                EnrolledAt = e.CreatedAt,
                LastActivityAt = e.LastActivityAt,
                AssignmentCount = (int?)t.Assignments ?? 0,
                GradedCount = (int?)t.Graded ?? 0,
                MissingCount = (int?)t.Missing ?? 0,
                LateCount = (int?)t.Late ?? 0,
            });
    }

    public static IQueryable<StudentPerformance> Performance(ScopedTables tables) => tables.Sorted(
        from s in VisibleStudent.Select(tables, tables.Students())
        join t in ScopedTables.Totals(GradeQueries.Within(tables, tables.Work())) on new { s.CourseId, s.StudentId } equals new { t.CourseId, t.StudentId } into totals
        from t in totals.DefaultIfEmpty()
        select new StudentPerformance
        {
            CourseId = s.CourseId,
            CourseName = s.CourseName,
            StudentId = s.StudentId,
            StudentName = s.StudentName,
            CurrentScore = s.Student.CurrentScore,
            FinalScore = s.Student.FinalScore,
            EffectiveScore = s.Student.EffectiveScore,
            EffectiveGrade = s.Student.EffectiveGrade,
            AssignmentCount = (int?)t.Assignments ?? 0,
            CompletedCount = (int?)t.Completed ?? 0,
            GradedCount = (int?)t.Graded ?? 0,
            LateCount = (int?)t.Late ?? 0,
            MissingCount = (int?)t.Missing ?? 0,
            AveragePercentage = t.Average,
            LowestPercentage = t.Lowest,
            HighestPercentage = t.Highest,
        });

    public static IQueryable<StudentTag> Tags(ScopedTables tables)
    {
        var (asked, roster, learner) = (tables.Asked, tables.Roster, tables.IsLearner);
        roster = asked.CourseId is null ? roster : roster.Where(e => e.CourseId == asked.CourseId);
        var links = tables.Table<CanvasTagLink>().Where(l => l.TargetType == "student" && !EF.Constant(learner) && roster.Any(e => e.UserId == l.TargetId));
        links = asked.StudentId is null ? links : links.Where(l => l.TargetId == asked.StudentId);
        return tables.Sorted(
            from l in links
            join t in tables.Table<CanvasTag>() on l.TagId equals t.Id
            select new StudentTag { StudentId = l.TargetId, TagId = t.Id, Name = t.Name });
    }

    /// <summary>What is missing, and what is due until the end of the asked range.</summary>
    public static IQueryable<DashboardWork> Owed(ScopedTables tables) => tables.Sorted(
        from w in tables.Work()
        where w.IsMissing || w.IsUpcoming
        select new DashboardWork
        {
            SubmissionId = w.SubmissionId,
            CourseId = w.CourseId,
            AssignmentId = w.AssignmentId,
            AssignmentName = w.AssignmentName,
            PointsPossible = w.PointsPossible,
            DueAt = w.DueAt,
            IsMissing = w.IsMissing,
        });
}
