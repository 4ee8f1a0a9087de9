using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Counts a course after a sync that changed it.</summary>
internal static class SnapshotRecorder
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    public static async Task RecordAsync(WriteSession session, double passingScore, CancellationToken cancellationToken)
    {
        var (database, course, since) = (session.Database, session.CourseId, session.Now - Recent);
        var students = await database.All<CanvasEnrollment>()
            .Where(EnrollmentRules.Student).Where(row => row.CourseId == course && row.MissingSince == null)
            .Select(row => new { row.UserId, row.EnrollmentState, row.CurrentScore })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var assignments = await database.All<CanvasAssignment>()
            .Where(row => row.CourseId == course && row.MissingSince == null)
            .Select(row => row.Published)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var submissions = database.All<CanvasSubmission>().Where(row => row.CourseId == course && row.MissingSince == null);

        // A student with several enrollments has the same score on each of them.
        var active = students.Where(row => row.EnrollmentState == EnrollmentStates.Active).GroupBy(row => row.UserId, row => row.CurrentScore).ToList();
        var scores = active.Select(group => group.Max()).OfType<double>().Order().ToList();
        var snapshot = new CanvasCourseSnapshot
        {
            CourseId = course,
            RecordedAt = session.Now,
            TotalStudents = students.Select(row => row.UserId).Distinct().Count(),
            ActiveStudents = active.Count,
            TotalAssignments = assignments.Count,
            PublishedAssignments = assignments.Count(published => published == true),
            GradedAssignments = await submissions.Where(SubmissionRules.HasGrade).Select(row => row.AssignmentId).Distinct().CountAsync(cancellationToken).ConfigureAwait(false),
            RecentSubmissions = await submissions.CountAsync(row => row.SubmittedAt >= since, cancellationToken).ConfigureAwait(false),
            PendingGrading = await submissions.CountAsync(row => row.WorkflowState == SubmissionStates.Submitted || row.WorkflowState == SubmissionStates.PendingReview, cancellationToken).ConfigureAwait(false),
            AverageScore = scores.Count == 0 ? null : scores.Average(),
            MedianScore = scores.Count == 0 ? null : (scores[(scores.Count - 1) / 2] + scores[scores.Count / 2]) / 2,
            PassingRate = scores.Count == 0 ? null : (double)scores.Count(score => score >= passingScore) / scores.Count,
        };
        await session.AppendHistoryAsync([snapshot], cancellationToken).ConfigureAwait(false);
    }
}
