using CanvasData.Operations.Canvas;
using CanvasData.Operations.Metadata;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about students of courses.</summary>
internal static class CourseQueries
{
    public static IQueryable<CourseStudent> Enrollments(Sight sight)
    {
        var asked = sight.Asked;
        var students = asked.Name is null ? sight.Students() : sight.Students().Where(s => s.EnrollmentState == asked.Name);
        return sight.Sorted(
            from s in students
            join t in Sight.Totals(sight.Work()) on new { s.CourseId, StudentId = s.UserId } equals new { t.CourseId, t.StudentId } into totals
            from t in totals.DefaultIfEmpty()
            join u in sight.Table<CanvasUser>() on s.UserId equals u.Id into users
            from u in users.DefaultIfEmpty()
            select new CourseStudent
            {
                EnrollmentId = s.EnrollmentId,
                CourseId = s.CourseId,
                CourseName = s.CourseName,
                CourseCode = s.CourseCode,
                SectionId = s.SectionId,
                StudentId = s.UserId,
                StudentName = u.Name,
                SortableName = u.SortableName,
                EnrollmentState = s.EnrollmentState,
                CurrentScore = s.CurrentScore,
                FinalScore = s.FinalScore,
                CurrentGrade = s.CurrentGrade,
                EnrolledAt = s.CreatedAt,
                LastActivityAt = s.LastActivityAt,
                AssignmentCount = (int?)t.Assignments ?? 0,
                GradedCount = (int?)t.Graded ?? 0,
                MissingCount = (int?)t.Missing ?? 0,
                LateCount = (int?)t.Late ?? 0,
            });
    }

    public static IQueryable<StudentPerformance> Performance(Sight sight) => sight.Sorted(
        from s in sight.Students()
        join t in Sight.Totals(GradeQueries.Within(sight, sight.Work())) on new { s.CourseId, StudentId = s.UserId } equals new { t.CourseId, t.StudentId } into totals
        from t in totals.DefaultIfEmpty()
        join u in sight.Table<CanvasUser>() on s.UserId equals u.Id into users
        from u in users.DefaultIfEmpty()
        select new StudentPerformance
        {
            CourseId = s.CourseId,
            CourseName = s.CourseName,
            StudentId = s.UserId,
            StudentName = u.Name,
            CurrentScore = s.CurrentScore,
            FinalScore = s.FinalScore,
            AssignmentCount = (int?)t.Assignments ?? 0,
            CompletedCount = (int?)t.Completed ?? 0,
            GradedCount = (int?)t.Graded ?? 0,
            LateCount = (int?)t.Late ?? 0,
            MissingCount = (int?)t.Missing ?? 0,
            AveragePercentage = t.Average,
            LowestPercentage = t.Lowest,
            HighestPercentage = t.Highest,
        });

    public static IQueryable<StudentTag> Tags(Sight sight)
    {
        var (asked, roster, learner) = (sight.Asked, sight.Roster, sight.IsLearner);
        roster = asked.CourseId is null ? roster : roster.Where(e => e.CourseId == asked.CourseId);
        var links = sight.Table<CanvasTagLink>().Where(l => l.TargetType == "student" && !EF.Constant(learner) && roster.Any(e => e.UserId == l.TargetId));
        links = asked.StudentId is null ? links : links.Where(l => l.TargetId == asked.StudentId);
        return sight.Sorted(
            from l in links
            join t in sight.Table<CanvasTag>() on l.TagId equals t.Id
            select new StudentTag { StudentId = l.TargetId, TagId = t.Id, Name = t.Name });
    }

    /// <summary>What is missing, and what is due until the end of the asked range.</summary>
    public static IQueryable<DashboardWork> Owed(Sight sight) => sight.Sorted(
        from w in sight.Work()
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
