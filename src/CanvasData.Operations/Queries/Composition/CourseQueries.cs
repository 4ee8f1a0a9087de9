using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about students of courses.</summary>
internal static class CourseQueries
{
    public static IQueryable<CourseStudent> Enrollments(ScopedTables tables)
    {
        var asked = tables.Asked;
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
            select new CourseStudent
            {
                EnrollmentId = e.EnrollmentId,
                CourseId = s.CourseId,
                CourseName = s.CourseName,
                CourseCode = e.CourseCode,
                SectionId = e.SectionId,
                StudentId = s.StudentId,
                StudentName = s.StudentName,
                SortableName = s.SortableName,
                EnrollmentState = e.EnrollmentState,
                CurrentScore = e.CurrentScore,
                FinalScore = e.FinalScore,
                CurrentGrade = e.CurrentGrade,
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
