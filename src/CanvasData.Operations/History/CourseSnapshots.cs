using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <summary>Counts a course: for the snapshot after a sync, and for one on demand.</summary>
internal static class CourseSnapshots
{
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    public static async Task<CanvasCourseSnapshot> CountAsync(DbContext database, long course, DateTime now, double passingScore, CancellationToken cancellationToken)
    {
        var since = now - Recent;
        var students = await database.Rows<CanvasEnrollment>()
            .Where(EnrollmentRules.Graded).Where(row => row.CourseId == course && row.MissingSince == null)
            .Select(row => new { row.UserId, Attends = Rule.Holds(EnrollmentRules.Attending, row), row.CurrentScore })
            .WithRules()
            .WithNullsOfCSharp(database)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var assignments = await database.Rows<CanvasAssignment>()
            .Where(row => row.CourseId == course && row.MissingSince == null)
            .Select(AssignmentRules.Published)
            .WithNullsOfCSharp(database)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var listed = database.Rows<CanvasSubmission>().Where(row => row.MissingSince == null);

        // The rows of an assignment are found by its id alone: the course would be a worse index to look for them in.
        var checkpoints = database.Rows<CanvasCheckpointSubmission>().Where(part => part.MissingSince == null);
        var graded = database.Rows<CanvasAssignment>().Where(assignment => assignment.CourseId == course && listed.Any(row =>
            row.AssignmentId == assignment.Id && Rule.Holds(SubmissionRules.HasWholeGrade, row, assignment, checkpoints) && !Rule.Holds(SubmissionRules.Excused, row)));
        var counts = await listed
            .Where(row => row.CourseId == course)
            .GroupBy(_ => 1)
            .Select(rows => new { Recent = rows.Count(row => row.SubmittedAt >= since), Pending = rows.Count(row => Rule.Holds(SubmissionRules.AwaitsGrade, row)) })
            .WithRules()
            .WithNullsOfCSharp(database)
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);

        // A student with several enrollments has the same score on each of them.
        var active = students.Where(row => row.Attends).GroupBy(row => row.UserId, row => row.CurrentScore).ToList();
        var scores = active.Select(group => group.Max()).OfType<double>().Order().ToList();
        return new CanvasCourseSnapshot
        {
            CourseId = course,
            RecordedAt = now,
            TotalStudents = students.Select(row => row.UserId).Distinct().Count(),
            ActiveStudents = active.Count,
            TotalAssignments = assignments.Count,
            PublishedAssignments = assignments.Count(published => published),
            GradedAssignments = await graded.WithRules().WithNullsOfCSharp(database).CountAsync(cancellationToken).ConfigureAwait(false),
            RecentSubmissions = counts?.Recent ?? 0,
            PendingGrading = counts?.Pending ?? 0,
            AverageScore = scores.Count == 0 ? null : scores.Average(),
            MedianScore = scores.Count == 0 ? null : Statistics.Median(scores.ToArray()),
            PassingRate = scores.Count == 0 ? null : (double)scores.Count(score => score >= passingScore) / scores.Count,
        };
    }
}
