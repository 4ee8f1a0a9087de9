using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>Reads a class from the database into the arrays of the calculators: a handful of statements, however large it is.</summary>
internal static class CourseWorkReader
{
    /// <summary>The class as it attends at a moment.</summary>
    public static async Task<LoadedCourse> ReadAsync(DbContext database, CourseFacts facts, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var roll = await CourseRoster.ReadAsync(database, facts, moment, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(database, facts, roll, moment, passingScore, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A finished class with those who dropped out of it.</summary>
    public static async Task<LoadedCourse> ReadFinishedAsync(DbContext database, CourseFacts facts, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var roll = await CourseRoster.ReadAllAsync(database, facts, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(database, facts, roll, moment, passingScore, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<LoadedCourse> ReadAsync(
        DbContext database, CourseFacts facts, CourseRoster roll, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var schemes = await CourseScheme.ReadAsync(database, [facts], passingScore, cancellationToken).ConfigureAwait(false);
        var graded = (await GradedItemReader.ReadAsync(database, [facts.CourseId], moment, cancellationToken).ConfigureAwait(false))[facts.CourseId];
        var periods = await CoursePeriods.ReadAsync(database, [facts], cancellationToken).ConfigureAwait(false);
        var strict = await CourseWorkBuilder.HourlyAsync(database, [facts.CourseId], cancellationToken).ConfigureAwait(false);
        var cells = await database.Database.CreateExecutionStrategy()
            .ExecuteAsync(token => CellsAsync(database, roll, graded, moment, token), cancellationToken).ConfigureAwait(false);
        var parts = await Checkpoints.ReadAsync(database, [graded], studentId: null, cancellationToken).ConfigureAwait(false);
        foreach (var ofCell in parts.GroupBy(part => (Student: roll.PlaceOf(part.UserId!.Value), Item: graded.PlaceOf(part.AssignmentId))).Where(cell => cell.Key.Student >= 0))
        {
            Checkpoints.Apply(ref cells[(ofCell.Key.Student * graded.Ids.Length) + ofCell.Key.Item], ofCell, moment);
        }

        if (moment < facts.ChangedAt)
        {
            await GoBackAsync(database, facts.CourseId, moment, roll, graded, cells, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<Membership> memberships = facts.StartAt > moment ? [] : [.. roll.Members.Select(member => member.Membership)];
        var work = CourseWorkBuilder.Build(facts, periods.ForCourse(facts), graded, roll.Ids, memberships, cells, strict.Contains(facts.CourseId));
        return new LoadedCourse(facts, roll, work, schemes[facts.CourseId]);
    }

    private static async Task<WorkCell[]> CellsAsync(DbContext database, CourseRoster roll, GradedItemReader graded, DateTime moment, CancellationToken cancellationToken)
    {
        var cells = CourseWorkBuilder.Expected(roll.Ids.Length, graded, moment);

        // By assignment, not by course: rows lie in that order, and those of work that does not count stay where they are.
        var rows = database.Set<CanvasSubmission>().Where(row => EF.Parameter(graded.Ids).Contains(row.AssignmentId) && row.UserId != null);
        await SubmittedRows.ReadAsync(database, rows, Put, cancellationToken).ConfigureAwait(false);
        return cells;

        // The work of those who dropped out has gone with them; of others it was taken back.
        void Put(SubmittedWork row)
        {
            if (roll.PlaceOf(row.UserId) is >= 0 and var student && graded.PlaceOf(row.AssignmentId) is >= 0 and var item && !(row.IsGone && roll.Members[student].Stayed))
            {
                cells[(student * graded.Ids.Length) + item] = row.ToCell(graded.Rules[item]);
            }
        }
    }

    // The plan of a course has today's points; a score of another day was out of those of that day.
    private static double? InPointsOf(WorkItem item, double? score, double? outOf) => outOf > 0 && item.Points > 0 ? score * (item.Points / outOf) : score;

    // A grade that was changed later than the moment hides the one that stood then: the change that crossed the moment holds it.
    private static async Task GoBackAsync(
        DbContext database, long courseId, DateTime moment, CourseRoster roll, GradedItemReader graded, WorkCell[] cells, CancellationToken cancellationToken)
    {
        // Of each submission the archive holds the older changes, and the oldest change after the moment counts.
        foreach (var history in (IQueryable<CanvasAssignmentScoreHistory>[])[database.Set<CanvasAssignmentScoreHistory>(), database.Set<CanvasArchivedScoreHistory>()])
        {
            await GoBackAsync(database, history, courseId, moment, roll, graded, cells, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task GoBackAsync(
        DbContext database, IQueryable<CanvasAssignmentScoreHistory> history, long courseId, DateTime moment, CourseRoster roll, GradedItemReader graded, WorkCell[] cells, CancellationToken cancellationToken)
    {
        var changes = history.AsNoTracking()
            .Where(row => row.CourseId == courseId && row.UserId != null && row.RecordedAt > moment && row.PreviousScore != null && row.PreviousGradedAt <= moment && (
                row.GradedAt == null || row.GradedAt > moment || row.PreviousPointsPossible != row.PointsPossible))
            .OrderByDescending(row => row.RecordedAt).ThenByDescending(row => row.Id)
            .Select(row => new
            {
                Work = new CanvasSubmission
                {
                    UserId = row.UserId,
                    AssignmentId = row.AssignmentId,
                    WorkflowState = row.PreviousWorkflowState,
                    Score = row.PreviousScore,
                    SubmittedAt = row.PreviousSubmittedAt,
                    GradedAt = row.PreviousGradedAt,
                    CachedDueDate = row.PreviousCachedDueDate,
                    LatePolicyStatus = row.PreviousLatePolicyStatus,
                    Late = row.PreviousLate,
                    Missing = row.PreviousMissing,
                    Excused = row.PreviousExcused,
                },
                Points = row.PreviousPointsPossible,
                PointsChanged = row.PreviousPointsPossible != row.PointsPossible,
            })
            .WithNullsOfCSharp(database);
        await foreach (var earlier in changes.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var row = SubmittedWork.Create(earlier.Work);
            if (roll.PlaceOf(row.UserId) is >= 0 and var student && graded.PlaceOf(row.AssignmentId) is >= 0 and var item)
            {
                ref var cell = ref cells[(student * graded.Ids.Length) + item];
                if (cell.GradedAt > moment || (cell.Score is null && cell.Counts) || earlier.PointsChanged)
                {
                    cell = row.ToCell(graded.Rules[item]) with { Score = InPointsOf(graded.Items[item], row.Score, earlier.Points) };
                }
            }
        }
    }
}
