using CanvasData.Operations.Auditing;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Computes totals from the stored work and from what was fetched since. Where they are not what Canvas says, work has
/// changed in a way that Canvas lists under no time: excused, hidden, shown, or its score taken away.
/// </summary>
internal static class TotalsCheck
{
    private static readonly Func<CanvasEnrollment, bool> IsGraded = EnrollmentRules.Graded.Compile();

    /// <returns>The students whose totals do not follow from their work.</returns>
    public static async Task<IReadOnlyCollection<long>> FindAsync(
        DbContext database, CourseData data, FetchPlan plan, IReadOnlyCollection<long> students, CancellationToken cancellationToken)
    {
        if (await CourseAsync(database, data, plan, cancellationToken).ConfigureAwait(false) is not { } course)
        {
            return [];
        }

        var calculator = new GradeCalculator(course.Graded);
        var wanted = students.ToArray();
        var enrollments = (await MergedAsync(data.Enrollments, database.Rows<CanvasEnrollment>().Where(row => row.CourseId == data.CourseId), isComplete: true, cancellationToken).ConfigureAwait(false))
            .Where(IsGraded).ToLookup(row => row.UserId);
        var assignments = course.Assignments.ToDictionary(row => row.Id);
        var open = new List<long>();
        foreach (var portion in wanted.Chunk(500))
        {
            var stored = database.Rows<CanvasSubmission>().Where(row => row.CourseId == data.CourseId && row.UserId != null && EF.Parameter(portion).Contains(row.UserId.Value));
            var work = (await MergedAsync(data.Submissions, stored, isComplete: false, cancellationToken).ConfigureAwait(false))
                .OrderBy(row => row.AssignmentId).ThenByDescending(row => data.Submissions.HasRow(row.Id))
                .Where(row => assignments.ContainsKey(row.AssignmentId))
                .Select(row => StoredWork.InMemory(row, assignments[row.AssignmentId]))
                .ToLookup(row => row.StudentId);
            foreach (var student in portion)
            {
                var rows = enrollments[student].GroupBy(row => row.UserId).FirstOrDefault();
                if (rows is not null && StoredStudent.Of(course, rows, [.. work[student]]) is { HasNoNumbers: false } found && !found.AgreesWith(calculator, found.Graded))
                {
                    open.Add(student);
                }
            }
        }

        return open;
    }

    private static async Task<StoredCourse?> CourseAsync(DbContext database, CourseData data, FetchPlan plan, CancellationToken cancellationToken)
    {
        var course = (await MergedAsync(data.Courses, database.Rows<CanvasCourse>().Where(row => row.Id == data.CourseId), isComplete: false, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        if (course is null)
        {
            return null;
        }

        var groups = await MergedAsync(
            data.AssignmentGroups, Own<CanvasAssignmentGroup>(), isComplete: data.Asked.HasFlag(StaticListings.AssignmentGroups), cancellationToken).ConfigureAwait(false);
        var assignments = await MergedAsync(data.Assignments, Own<CanvasAssignment>(), isComplete: true, cancellationToken).ConfigureAwait(false);
        var overrides = await MergedAsync(data.Overrides, Own<CanvasAssignmentOverride>(), isComplete: plan.Profile.Overrides, cancellationToken).ConfigureAwait(false);
        var terms = await MergedAsync(data.Terms, database.Rows<CanvasTerm>().Where(row => row.Id == course.TermId), isComplete: false, cancellationToken).ConfigureAwait(false);
        var set = terms.FirstOrDefault()?.GradingPeriodGroupId;
        var periods = set is null || course.HasGradingPeriods == false
            ? []
            : await MergedAsync(data.GradingPeriods, database.Rows<CanvasGradingPeriod>().Where(row => row.GradingPeriodGroupId == set), isComplete: false, cancellationToken).ConfigureAwait(false);
        var anonymous = assignments.Where(StoredCourse.IsAnonymous).Select(row => row.Id).ToArray();
        var unposted = anonymous.Length == 0
            ? []
            : await database.Rows<CanvasSubmission>().Where(row => row.MissingSince == null && EF.Parameter(anonymous).Contains(row.AssignmentId))
                .Join(database.Rows<CanvasAssignment>(), row => row.AssignmentId, row => row.Id, (row, assignment) => new { row.AssignmentId, Posted = Rule.Holds(SubmissionRules.Posted, row, assignment) })
                .Where(row => !row.Posted).Select(row => row.AssignmentId).Distinct().WithRules().ToListAsync(cancellationToken).ConfigureAwait(false);
        return new StoredCourse(
            course, groups, [.. assignments.OrderBy(row => row.Id)], overrides,
            [.. periods.Where(row => row.GradingPeriodGroupId == set).OrderBy(row => row.StartDate).ThenBy(row => row.Id)], unposted.ToHashSet(), scheme: null);

        IQueryable<TRow> Own<TRow>() where TRow : CanvasCourseRow => database.Rows<TRow>().Where(row => row.CourseId == data.CourseId);
    }

    // What was fetched stands over what is stored; a complete listing stands alone.
    private static async Task<List<TRow>> MergedAsync<TRow>(FetchedTable<TRow> fetched, IQueryable<TRow> stored, bool isComplete, CancellationToken cancellationToken)
        where TRow : CanvasRow, new()
    {
        var codec = RowCodec<TRow>.Instance;
        var rows = await stored.ToDictionaryAsync(row => row.Id, cancellationToken).ConfigureAwait(false);
        var result = new List<TRow>();
        foreach (var staged in fetched.Rows.Read())
        {
            var row = codec.Clone(staged.Row);
            if (rows.Remove(row.Id, out var before))
            {
                codec.Copy(staged.Unspecified, before, row);
            }

            result.Add(row);
        }

        if (!isComplete)
        {
            result.AddRange(rows.Values.Where(row => row.MissingSince is null));
        }

        return result;
    }
}
