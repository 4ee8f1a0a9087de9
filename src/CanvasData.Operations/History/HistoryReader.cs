using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <summary>Reads series of the history, archived rows included.</summary>
internal sealed class HistoryReader(IRequestContext contexts)
{
    public async Task<IReadOnlyList<GradeDay>> TrendAsync(long courseId, long studentId, DateOnly? from, DateOnly? to, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (from > to)
        {
            throw new InvalidArgumentException(nameof(from), $"the first day {from:yyyy-MM-dd} is after the last day {to:yyyy-MM-dd}.", "Swap them.");
        }

        var database = contexts.ForQuestion();
        var enrollment = await EnrollmentAsync(database, courseId, studentId, cancellationToken).ConfigureAwait(false);
        var changes = await Changes(database.Rows<CanvasGradeHistory>(), enrollment, courseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        changes.AddRange(await Changes(database.Rows<CanvasArchivedGradeHistory>(), enrollment, courseId).ToListAsync(cancellationToken).ConfigureAwait(false));
        changes.Sort((one, other) => (one.RecordedAt, one.Id).CompareTo((other.RecordedAt, other.Id)));

        // A change that is archived between the two statements is in both.
        return GradeDays.Build(enrollment, [.. changes.DistinctBy(row => row.Id)], from, to, zone);
    }

    public async Task<Page<ScoreChange>> AssignmentAsync(long assignmentId, long? studentId, int page, int pageSize, CancellationToken cancellationToken)
    {
        Paging.Check(page, pageSize);
        var database = contexts.ForQuestion();
        if (!await database.Rows<CanvasAssignment>().AnyAsync(row => row.Id == assignmentId, cancellationToken).ConfigureAwait(false))
        {
            throw new ObjectNotFoundException(CanvasObjectTypes.Assignment, [assignmentId], "Check the id, or sync the course that holds it first.");
        }

        var live = OfAssignment(database.Rows<CanvasAssignmentScoreHistory>(), assignmentId, studentId, archive: 0);
        var archived = OfAssignment(database.Rows<CanvasArchivedScoreHistory>(), assignmentId, studentId, archive: 1);
        var found = await Paging.ReadAsync(live.Concat(archived).OrderByDescending(row => row.RecordedAt).ThenByDescending(row => row.Id), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(row => new ScoreChange
        {
            SubmissionId = row.SubmissionId,
            StudentId = row.StudentId,
            RecordedAt = UtcDateTimeConverter.ToUtc(row.RecordedAt),
            Kind = row.Kind,
            PreviousScore = row.PreviousScore,
            Score = row.Score,
            PreviousGrade = row.PreviousGrade,
            Grade = row.Grade,
            PreviousWorkflowState = row.PreviousWorkflowState,
            WorkflowState = row.WorkflowState,
            IsArchived = row.Archive == 1,
        });
    }

    public async Task<Page<CourseSnapshot>> SnapshotsAsync(long courseId, DateTimeOffset? from, int page, int pageSize, CancellationToken cancellationToken)
    {
        Paging.Check(page, pageSize);
        var (database, first) = (contexts.ForQuestion(), from?.UtcDateTime ?? DateTime.UnixEpoch);
        var live = Counted(database.Rows<CanvasCourseSnapshot>().Where(row => row.CourseId == courseId && row.RecordedAt >= first));
        var archived = Counted(database.Rows<CanvasArchivedCourseSnapshot>().Where(row => row.CourseId == courseId && row.RecordedAt >= first));
        var found = await Paging.ReadAsync(live.Concat(archived).OrderByDescending(row => row.RecordedAt).ThenByDescending(row => row.Id), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(SnapshotOf);
    }

    public static CourseSnapshot SnapshotOf(CanvasCourseSnapshot row) => new()
    {
        CourseId = row.CourseId,
        RecordedAt = UtcDateTimeConverter.ToUtc(row.RecordedAt),
        TotalStudents = row.TotalStudents,
        ActiveStudents = row.ActiveStudents,
        TotalAssignments = row.TotalAssignments,
        PublishedAssignments = row.PublishedAssignments,
        GradedAssignments = row.GradedAssignments,
        RecentSubmissions = row.RecentSubmissions,
        PendingGrading = row.PendingGrading,
        AverageScore = row.AverageScore,
        MedianScore = row.MedianScore,
        PassingRate = row.PassingRate,
    };

    // Of several enrollments in one course, whose totals are the same, the one that Canvas still has, in force, first made.
    private static async Task<CanvasEnrollment> EnrollmentAsync(DbContext database, long courseId, long studentId, CancellationToken cancellationToken)
    {
        var rows = database.Rows<CanvasEnrollment>().Where(EnrollmentRules.Student).Where(row => row.CourseId == courseId && row.UserId == studentId);
        return await rows.OrderBy(row => row.MissingSince != null).ThenBy(row => Rule.Holds(EnrollmentRules.Attending, row) ? 0 : 1).ThenBy(row => row.Id)
            .WithRules().WithNullsOfCSharp(database).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ObjectNotFoundException("student of the course", [studentId], "Check both ids, or sync the course first.");
    }

    private static IQueryable<CanvasGradeHistory> Changes(IQueryable<CanvasGradeHistory> history, CanvasEnrollment enrollment, long courseId) =>
        history.Where(row => row.EnrollmentId == enrollment.Id && row.CourseId == courseId);

    private static IQueryable<Recorded> OfAssignment(IQueryable<CanvasAssignmentScoreHistory> history, long assignmentId, long? studentId, int archive) =>
        history.Where(row => row.AssignmentId == assignmentId && (studentId == null || row.UserId == studentId)).Select(row => new Recorded
        {
            Id = row.Id, SubmissionId = row.SubmissionId, StudentId = row.UserId, RecordedAt = row.RecordedAt, Kind = row.Change, PreviousScore = row.PreviousScore, Score = row.Score,
            PreviousGrade = row.PreviousGrade, Grade = row.Grade, PreviousWorkflowState = row.PreviousWorkflowState, WorkflowState = row.WorkflowState, Archive = EF.Constant(archive),
        });

    private static IQueryable<CanvasCourseSnapshot> Counted(IQueryable<CanvasCourseSnapshot> rows) => rows.Select(row => new CanvasCourseSnapshot
    {
        Id = row.Id, CourseId = row.CourseId, RecordedAt = row.RecordedAt, TotalStudents = row.TotalStudents, ActiveStudents = row.ActiveStudents, TotalAssignments = row.TotalAssignments,
        PublishedAssignments = row.PublishedAssignments, GradedAssignments = row.GradedAssignments, RecentSubmissions = row.RecentSubmissions, PendingGrading = row.PendingGrading,
        AverageScore = row.AverageScore, MedianScore = row.MedianScore, PassingRate = row.PassingRate,
    });

    private sealed class Recorded
    {
        public required long Id { get; init; }

        public required long SubmissionId { get; init; }

        public required long? StudentId { get; init; }

        public required DateTime RecordedAt { get; init; }

        public required string Kind { get; init; }

        public required double? PreviousScore { get; init; }

        public required double? Score { get; init; }

        public required string? PreviousGrade { get; init; }

        public required string? Grade { get; init; }

        public required string? PreviousWorkflowState { get; init; }

        public required string? WorkflowState { get; init; }

        public required int Archive { get; init; }
    }
}
