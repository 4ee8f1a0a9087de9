using CanvasData.Operations.Canvas;
using CanvasData.Operations.Metadata;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about students of courses.</summary>
internal static class CourseQueries
{
    public static IQueryable<CourseStudent> Enrollments(Sight sight, long? courseId, long? studentId, string? state)
    {
        var students = sight.Students(courseId, studentId);
        students = state is null ? students : students.Where(s => s.EnrollmentState == state);
        return RowSort<CourseStudent>.Default.Apply(
            from s in students
            join t in sight.Totals(courseId, studentId) on new { s.CourseId, StudentId = s.UserId } equals new { t.CourseId, t.StudentId } into totals
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

    public static IQueryable<StudentPerformance> Performance(Sight sight, long? courseId, long? studentId, TimeRange? submitted)
    {
        var work = sight.Work(courseId, studentId);
        if (submitted?.From is { } from)
        {
            var first = from.UtcDateTime;
            work = work.Where(w => w.SubmittedAt >= first);
        }

        if (submitted?.To is { } to)
        {
            var last = to.UtcDateTime;
            work = work.Where(w => w.SubmittedAt <= last);
        }

        return RowSort<StudentPerformance>.Default.Apply(
            from s in sight.Students(courseId, studentId)
            join t in sight.Totals(courseId, studentId, work) on new { s.CourseId, StudentId = s.UserId } equals new { t.CourseId, t.StudentId } into totals
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
    }

    public static IQueryable<StudentTag> Tags(Sight sight, long? courseId, long? studentId)
    {
        var (roster, learner) = (sight.Roster, sight.Scope.IsLearner);
        roster = courseId is { } course ? roster.Where(e => e.CourseId == course) : roster;
        var links = sight.Table<CanvasTagLink>().Where(l => l.TargetType == "student" && !EF.Constant(learner) && roster.Any(e => e.UserId == l.TargetId));
        links = studentId is { } student ? links.Where(l => l.TargetId == student) : links;
        return RowSort<StudentTag>.Default.Apply(
            from l in links
            join t in sight.Table<CanvasTag>() on l.TagId equals t.Id
            select new StudentTag { StudentId = l.TargetId, TagId = t.Id, Name = t.Name });
    }

    public static async Task<StudentDashboard?> DashboardAsync(Sight sight, long studentId, TimeSpan within, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero);
        var courses = await Enrollments(sight, courseId: null, studentId, state: null).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (courses.Count == 0)
        {
            return null;
        }

        var work = sight.Work(courseId: null, studentId);
        var owed = work.Where(w => w.IsMissing).Union(GradeQueries.Upcoming(sight, within, work)).Select(w => new DashboardWork
        {
            SubmissionId = w.SubmissionId,
            CourseId = w.CourseId,
            AssignmentId = w.AssignmentId,
            AssignmentName = w.AssignmentName,
            PointsPossible = w.PointsPossible,
            DueAt = w.DueAt,
            IsMissing = w.IsMissing,
        });
        return new StudentDashboard(studentId, courses, await RowSort<DashboardWork>.Default.Apply(owed).ToListAsync(cancellationToken).ConfigureAwait(false));
    }
}
