using System.Linq.Expressions;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.History;

/// <summary>Reads series of the history, archived rows included.</summary>
internal sealed class HistoryReader(IReadContext contexts)
{
    public async Task<IReadOnlyList<GradeDay>> TrendAsync(long courseId, long studentId, DateOnly? from, DateOnly? to, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (from > to)
        {
            throw new InvalidArgumentException(nameof(from), $"the first day {from:yyyy-MM-dd} is after the last day {to:yyyy-MM-dd}.", "Swap them.");
        }

        var database = contexts.ForQuestion();
        var enrollment = await EnrollmentAsync(database, courseId, studentId, cancellationToken).ConfigureAwait(false);
        var own = await ChangesAsync(database, row => row.EnrollmentId == enrollment.Id && row.UserId == studentId && row.CourseId == courseId, cancellationToken).ConfigureAwait(false);

        // Who moved to another section has another enrollment since; what came before is that of the enrollments until then.
        var since = own is [var earliest, ..] && earliest.RecordedAt < enrollment.FirstSyncedAt ? earliest.RecordedAt : enrollment.FirstSyncedAt;
        var before = await ChangesAsync(
            database, row => row.UserId == studentId && row.CourseId == courseId && row.EnrollmentId != enrollment.Id && row.RecordedAt < since, cancellationToken).ConfigureAwait(false);
        var first = before.Count == 0
            ? since
            : await FirstSeenAsync(database, [.. before.Select(row => row.EnrollmentId).Distinct()], before[0].RecordedAt, cancellationToken).ConfigureAwait(false);

        // Several enrollments at once change at the same moment.
        return GradeDays.Build(enrollment, first, [.. before.DistinctBy(row => row.RecordedAt), .. Beginning(before, enrollment, own, since), .. own], from, to, zone);
    }

    public async Task<Page<ScoreChange>> AssignmentAsync(long assignmentId, long? studentId, int page, int pageSize, CancellationToken cancellationToken)
    {
        Paging.Check(page, pageSize);
        var database = contexts.ForQuestion();
        if (!await database.VisibleRows<CanvasAssignment>().AnyAsync(row => row.Id == assignmentId, cancellationToken).ConfigureAwait(false))
        {
            throw new ObjectNotFoundException(CanvasObjectTypes.Assignment, [assignmentId], "Check the id, or sync the course that holds it first.");
        }

        var live = OfAssignment(database.VisibleRows<CanvasAssignmentScoreHistory>(), assignmentId, studentId, archive: 0);
        var archived = OfAssignment(database.VisibleRows<CanvasArchivedScoreHistory>(), assignmentId, studentId, archive: 1);
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
        var live = Counted(database.VisibleRows<CanvasCourseSnapshot>().Where(row => row.CourseId == courseId && row.RecordedAt >= first));
        var archived = Counted(database.VisibleRows<CanvasArchivedCourseSnapshot>().Where(row => row.CourseId == courseId && row.RecordedAt >= first));
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
        var rows = database.VisibleRows<CanvasEnrollment>().Where(EnrollmentRules.Student).Where(row => row.CourseId == courseId && row.UserId == studentId);
        return await rows.OrderBy(row => row.MissingSince != null).ThenBy(row => Rule.Holds(EnrollmentRules.Attending, row) ? 0 : 1).ThenBy(row => row.Id)
            .WithRules().WithNullsOfCSharp(database).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? await PastEnrollmentAsync(database, courseId, studentId, cancellationToken).ConfigureAwait(false)
            ?? throw new ObjectNotFoundException("student of the course", [studentId], "Check both ids, or sync the course first.");
    }

    // The history has no row for the first sight of an enrollment. After those of another one it is given here, with the values that the
    // enrollment began with.
    private static IEnumerable<CanvasGradeHistory> Beginning(List<CanvasGradeHistory> before, CanvasEnrollment enrollment, List<CanvasGradeHistory> own, DateTime since) => (before, own) switch
    {
        ([], _) => [],
        (_, []) =>
        [
            new()
            {
                RecordedAt = since, Change = enrollment.MissingSince is null ? HistoryChange.Returned : HistoryChange.Removed, CurrentScore = enrollment.CurrentScore, FinalScore = enrollment.FinalScore,
                CurrentGrade = enrollment.CurrentGrade, UnpostedCurrentScore = enrollment.UnpostedCurrentScore, OverrideScore = enrollment.OverrideScore,
            },
        ],
        (_, [var first, ..]) when first.RecordedAt > since =>
        [
            new()
            {
                RecordedAt = since, Change = HistoryChange.Returned, CurrentScore = first.PreviousCurrentScore, FinalScore = first.PreviousFinalScore,
                CurrentGrade = first.PreviousCurrentGrade, UnpostedCurrentScore = first.PreviousUnpostedCurrentScore, OverrideScore = first.PreviousOverrideScore,
            },
        ],
        _ => [],
    };

    // An enrollment that went to another course or person, or that was deleted, has left its history.
    private static async Task<CanvasEnrollment?> PastEnrollmentAsync(DbContext database, long courseId, long studentId, CancellationToken cancellationToken)
    {
        var changes = await ChangesAsync(database, row => row.UserId == studentId && row.CourseId == courseId, cancellationToken).ConfigureAwait(false);
        if (changes is not [.., var last])
        {
            return null;
        }

        // Its present values are those of another course or person.
        var change = changes.First(row => row.EnrollmentId == last.EnrollmentId).RecordedAt;
        return new CanvasEnrollment
        {
            Id = last.EnrollmentId,
            UserId = studentId,
            CourseId = courseId,
            FirstSyncedAt = await FirstSeenAsync(database, [last.EnrollmentId], change, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<DateTime> FirstSeenAsync(DbContext database, long[] enrollments, DateTime change, CancellationToken cancellationToken) =>
        await database.VisibleRows<CanvasEnrollment>().Where(row => EF.Parameter(enrollments).Contains(row.Id) && row.FirstSyncedAt < change).MinAsync(row => (DateTime?)row.FirstSyncedAt, cancellationToken).ConfigureAwait(false) ?? change;

    /// <summary>Changes in the order of their time, archived ones included.</summary>
    private static async Task<List<CanvasGradeHistory>> ChangesAsync(DbContext database, Expression<Func<CanvasGradeHistory, bool>> which, CancellationToken cancellationToken)
    {
        var changes = await database.VisibleRows<CanvasGradeHistory>().Where(which).ToListAsync(cancellationToken).ConfigureAwait(false);
        changes.AddRange(await Queryable.Where(database.VisibleRows<CanvasArchivedGradeHistory>(), which).ToListAsync(cancellationToken).ConfigureAwait(false));

        // A change that is archived between the two statements is in both.
        return [.. changes.DistinctBy(row => row.Id).OrderBy(row => row.RecordedAt).ThenBy(row => row.Id)];
    }

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
