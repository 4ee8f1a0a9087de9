using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.QuickStart;

/// <summary>A student without some work.</summary>
internal sealed record MissingWork(string? Student, int Assignments, double? Score);

/// <summary>A student whose score fell.</summary>
internal sealed record FallenScore(string? Student, double Before, double Now);

/// <summary>An assignment that waits for its teacher.</summary>
internal sealed record WaitingWork(string? Assignment, int Submissions, DateTime? Oldest);

/// <summary>An assignment and how well it went.</summary>
internal sealed record Difficulty(string? Assignment, double Average, int Graded);

/// <summary>Plain LINQ over plain tables: what a teacher asks about one course.</summary>
internal sealed class TeacherQuestions(SchoolContext context, long courseId)
{
    private const int Shown = 5;

    /// <summary>The course in which most happened since then.</summary>
    public static async Task<CanvasCourse?> LiveliestCourseAsync(SchoolContext context, DateTime since, CancellationToken cancellationToken) =>
        await context.Set<CanvasCourse>()
            .Where(course => course.WorkflowState == "available" && course.Name != null)
            .OrderByDescending(course => context.Set<CanvasGradeHistory>().Count(change => change.CourseId == course.Id && change.RecordedAt >= since))
            .ThenBy(course => course.Id)
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<MissingWork>> WhoIsMissingMostAsync(CancellationToken cancellationToken) => await (
        from submission in Submissions
        where submission.Missing == true && submission.Excused != true
        group submission by submission.UserId into work
        select new { UserId = work.Key, Count = work.Count() } into missing
        join user in context.Set<CanvasUser>() on missing.UserId equals user.Id
        orderby missing.Count descending, user.SortableName, user.Id
        select new MissingWork(user.Name, missing.Count, Studying.Where(enrollment => enrollment.UserId == user.Id).Max(enrollment => enrollment.CurrentScore)))
        .Take(Shown).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<FallenScore>> WhoseScoreFellAsync(DateTime since, CancellationToken cancellationToken) => await (
        from user in context.Set<CanvasUser>()
        let now = Studying.Where(enrollment => enrollment.UserId == user.Id).Max(enrollment => enrollment.CurrentScore)
        let before = context.Set<CanvasGradeHistory>()
            .Where(change => change.CourseId == courseId && change.UserId == user.Id && change.RecordedAt >= since)
            .OrderBy(change => change.RecordedAt)
            .Select(change => change.PreviousCurrentScore)
            .FirstOrDefault()
        where before > now
        orderby before - now descending, user.SortableName, user.Id
        select new FallenScore(user.Name, before.Value, now.Value))
        .Take(Shown).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<WaitingWork>> WhatNeedsGradingAsync(CancellationToken cancellationToken) => await (
        from submission in Submissions
        where submission.WorkflowState == "submitted" || submission.WorkflowState == "pending_review"
        group submission by submission.AssignmentId into work
        select new { AssignmentId = work.Key, Count = work.Count(), Oldest = work.Min(submission => submission.SubmittedAt) } into waiting
        join assignment in Assignments on waiting.AssignmentId equals assignment.Id
        orderby waiting.Oldest, assignment.Id
        select new WaitingWork(assignment.Name, waiting.Count, waiting.Oldest))
        .Take(Shown).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Difficulty>> WhichAssignmentsAreHardestAsync(CancellationToken cancellationToken) => await (
        from submission in Submissions
        where submission.WorkflowState == SubmissionStates.Graded && submission.Excused != true && submission.Score != null
        group submission by submission.AssignmentId into work
        select new { AssignmentId = work.Key, Count = work.Count(), Points = work.Average(submission => submission.Score!.Value) } into graded
        join assignment in Assignments on graded.AssignmentId equals assignment.Id
        where assignment.PointsPossible > 0 && graded.Count >= 5
        let average = graded.Points / assignment.PointsPossible!.Value * 100
        orderby average, assignment.Id
        select new Difficulty(assignment.Name, average, graded.Count))
        .Take(Shown).ToListAsync(cancellationToken);

    private IQueryable<CanvasEnrollment> Studying => context.Set<CanvasEnrollment>().Where(enrollment =>
        enrollment.CourseId == courseId && enrollment.Type == EnrollmentTypes.Student && enrollment.EnrollmentState == EnrollmentStates.Active && enrollment.MissingSince == null);

    private IQueryable<CanvasSubmission> Submissions => context.Set<CanvasSubmission>().Where(submission =>
        submission.CourseId == courseId && submission.MissingSince == null
        && Studying.Any(enrollment => enrollment.UserId == submission.UserId));

    private IQueryable<CanvasAssignment> Assignments => context.Set<CanvasAssignment>().Where(assignment =>
        assignment.CourseId == courseId && assignment.MissingSince == null && assignment.Published == true);
}
