using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Auditing;

/// <summary>Reads what grades depend on: the course once, the students in portions. The one reading for audits and for grades of stored rows.</summary>
internal sealed class StoredGradeReader(DbContext database, long courseId)
{
    private const int SubmissionsAtOnce = 20_000;

    // What is posted without a moment of posting is decided where the work of now is known.
    private static readonly CanvasAssignment NoAssignment = new();

    public async Task<StoredCourse?> CourseAsync(CancellationToken cancellationToken)
    {
        var course = await Rows<CanvasCourse>().FirstOrDefaultAsync(row => row.Id == courseId, cancellationToken).ConfigureAwait(false);
        if (course is null)
        {
            return null;
        }

        var groups = await Rows<CanvasAssignmentGroup>().Where(row => row.CourseId == courseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var assignments = await Rows<CanvasAssignment>().Where(row => row.CourseId == courseId).OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var overrides = await Rows<CanvasAssignmentOverride>().Where(row => row.CourseId == courseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var periods = course.HasGradingPeriods == false ? [] : await PeriodsAsync(course.TermId, cancellationToken).ConfigureAwait(false);
        var unposted = await AnonymousUnpostedAsync([.. assignments.Where(StoredCourse.IsAnonymous).Select(row => row.Id)], cancellationToken).ConfigureAwait(false);
        var scheme = await SchemeAsync(course.GradingStandardId, cancellationToken).ConfigureAwait(false);
        return new StoredCourse(course, groups, assignments, overrides, periods, unposted, scheme);
    }

    /// <summary>The students in the order of the ids, in portions that fit into memory.</summary>
    public async IAsyncEnumerable<List<StoredStudent>> StudentsAsync(StoredCourse course, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var studentsAtOnce = Math.Clamp(SubmissionsAtOnce / Math.Max(course.Assignments.Count, 1), 1, 500);
        var enrollments = await EnrollmentsAsync(Rows<CanvasEnrollment>().Where(EnrollmentRules.Graded), cancellationToken).ConfigureAwait(false);
        foreach (var portion in enrollments.Chunk(studentsAtOnce))
        {
            var work = await WorkAsync([.. portion.Select(rows => rows.Key)], cancellationToken).ConfigureAwait(false);
            yield return [.. portion.Select(rows => StoredStudent.Of(course, rows, [.. work[rows.Key]]))];
        }
    }

    /// <summary>One student.</summary>
    /// <param name="course">The course.</param>
    /// <param name="studentId">The student.</param>
    /// <param name="who">Which enrollments make a student.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<StoredStudent?> StudentAsync(StoredCourse course, long studentId, Expression<Func<CanvasEnrollment, bool>> who, CancellationToken cancellationToken)
    {
        var enrollments = await EnrollmentsAsync(Rows<CanvasEnrollment>().Where(who).Where(row => row.UserId == studentId), cancellationToken).ConfigureAwait(false);
        return enrollments is [var own]
            ? StoredStudent.Of(course, own, [.. (await WorkAsync([studentId], cancellationToken).ConfigureAwait(false))[studentId]])
            : null;
    }

    // Of one student there may be several enrollments.
    private async Task<List<IGrouping<long, CanvasEnrollment>>> EnrollmentsAsync(IQueryable<CanvasEnrollment> enrollments, CancellationToken cancellationToken)
    {
        var rows = await enrollments
            .Where(row => row.CourseId == courseId)
            .WithNullsOfCSharp(database)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.GroupBy(row => row.UserId).OrderBy(rows => rows.Key)];
    }

    private async Task<ILookup<long, StoredWork>> WorkAsync(long[] students, CancellationToken cancellationToken)
    {
        var work =
            from row in Rows<CanvasSubmission>()
            where row.CourseId == courseId && row.UserId != null && EF.Parameter(students).Contains(row.UserId.Value)
            join assignment in Rows<CanvasAssignment>() on row.AssignmentId equals assignment.Id
            orderby row.AssignmentId
            select Rule.Holds(StoredWork.FromRow, row, assignment);
        var rows = await work
            .WithRules()
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.StudentId);
    }

    /// <summary>Changes of the students' work that syncs saw, the latest first.</summary>
    public async Task<ILookup<long, StoredChange>> ChangesAsync(long[] students, CancellationToken cancellationToken)
    {
        var rows = await database.Set<CanvasAssignmentScoreHistory>().AsNoTracking()
            .Where(row => row.CourseId == courseId && row.UserId != null && EF.Parameter(students).Contains(row.UserId.Value) && row.Change == HistoryChange.Changed)
            .OrderByDescending(row => row.RecordedAt).ThenByDescending(row => row.Id)
            .Select(row => new
            {
                row.RecordedAt,
                Before = new CanvasSubmission
                {
                    Id = row.SubmissionId, AssignmentId = row.AssignmentId, UserId = row.UserId, Score = row.PreviousScore, Excused = row.PreviousExcused, PostedAt = row.PreviousPostedAt,
                    GradedAt = row.PreviousGradedAt, WorkflowState = row.PreviousWorkflowState,
                },
            })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.Select(row => new StoredChange(row.RecordedAt, StoredWork.InMemory(row.Before, NoAssignment))).ToLookup(change => change.Work.StudentId);
    }

    private async Task<List<CanvasGradingPeriod>> PeriodsAsync(long? termId, CancellationToken cancellationToken)
    {
        var terms = Rows<CanvasTerm>();
        return await Rows<CanvasGradingPeriod>()
            .Where(row => terms.Any(term => term.Id == termId && term.GradingPeriodGroupId == row.GradingPeriodGroupId))
            .OrderBy(row => row.StartDate).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<HashSet<long>> AnonymousUnpostedAsync(long[] anonymous, CancellationToken cancellationToken) => anonymous.Length == 0
        ? []
        : [.. await Rows<CanvasSubmission>()
            .Where(row => row.CourseId == courseId && EF.Parameter(anonymous).Contains(row.AssignmentId))
            .Join(Rows<CanvasAssignment>(), row => row.AssignmentId, assignment => assignment.Id, (row, assignment) => new { row.AssignmentId, Posted = Rule.Holds(SubmissionRules.Posted, row, assignment) })
            .Where(row => !row.Posted)
            .Select(row => row.AssignmentId).Distinct()
            .WithRules()
            .ToListAsync(cancellationToken).ConfigureAwait(false)];

    private async Task<GradingScheme?> SchemeAsync(long? standardId, CancellationToken cancellationToken)
    {
        var standard = standardId is null or 0
            ? null
            : await Rows<CanvasGradingStandard>().FirstOrDefaultAsync(row => row.Id == standardId, cancellationToken).ConfigureAwait(false);
        return GradingScheme.OfStored(standardId, standard?.Scheme, standard?.PointsBased, standard?.ScalingFactor);
    }

    private IQueryable<T> Rows<T>() where T : CanvasRow => database.Set<T>().AsNoTracking().Where(row => row.MissingSince == null);
}
