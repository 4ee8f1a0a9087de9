using CanvasData.Operations.Canvas;
using CanvasData.Operations.History;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>Reads a class from the database into the arrays of the calculators: a handful of statements, however large it is.</summary>
internal static class CourseWorkReader
{
    /// <summary>The class as it attends at a moment.</summary>
    public static async Task<LoadedCourse> ReadAsync(DbContext database, CourseFacts facts, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var roll = await ClassRoll.ReadAsync(database, facts, moment, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(database, facts, roll, moment, passingScore, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A finished class with those who dropped out of it.</summary>
    public static async Task<LoadedCourse> ReadFinishedAsync(DbContext database, CourseFacts facts, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var roll = await ClassRoll.ReadAllAsync(database, facts, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(database, facts, roll, moment, passingScore, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<LoadedCourse> ReadAsync(
        DbContext database, CourseFacts facts, ClassRoll roll, DateTime moment, double passingScore, CancellationToken cancellationToken)
    {
        var schemes = await CourseScheme.ReadAsync(database, [facts], passingScore, cancellationToken).ConfigureAwait(false);
        var graded = (await GradedWork.ReadAsync(database, [facts.CourseId], moment, cancellationToken).ConfigureAwait(false))[facts.CourseId];
        var strict = await CourseWorkBuilder.HourlyAsync(database, [facts.CourseId], cancellationToken).ConfigureAwait(false);
        var cells = CourseWorkBuilder.Expected(roll.Ids.Length, graded);
        await FillAsync(database, facts.CourseId, roll, graded, cells, cancellationToken).ConfigureAwait(false);
        if (moment < facts.ChangedAt)
        {
            await GoBackAsync(database, facts.CourseId, moment, roll, graded, cells, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<Membership> memberships = facts.StartAt > moment ? [] : [.. roll.Members.Select(member => member.Membership)];
        var work = CourseWorkBuilder.Build(facts, graded, roll.Ids, memberships, cells, strict.Contains(facts.CourseId));
        return new LoadedCourse(facts, roll, work, schemes[facts.CourseId]);
    }

    private static async Task FillAsync(DbContext database, long courseId, ClassRoll roll, GradedWork graded, WorkCell[] cells, CancellationToken cancellationToken)
    {
        var rows = database.Set<CanvasSubmission>().AsNoTracking()
            .Where(row => row.CourseId == courseId && row.UserId != null)
            .Select(row => new SubmittedWork
            {
                UserId = row.UserId!.Value,
                AssignmentId = row.AssignmentId,
                IsGone = row.MissingSince != null,
                Score = row.Score,
                SubmittedAt = row.SubmittedAt,
                GradedAt = row.GradedAt,
                DueAt = row.CachedDueDate,
                Late = row.Late == true,
                Excused = row.Excused == true,
            });
        var (user, student) = (long.MinValue, -1);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (row.UserId != user)
            {
                (user, student) = (row.UserId, roll.PlaceOf(row.UserId));
            }

            // The work of those who dropped out has gone with them; of others it was taken back.
            if (student >= 0 && graded.PlaceOf(row.AssignmentId) is >= 0 and var item && !(row.IsGone && roll.Members[student].Stayed))
            {
                cells[(student * graded.Ids.Length) + item] = row.ToCell(graded.Rules[item].ExpectsSubmission);
            }
        }
    }

    // A grade that was changed later than the moment hides the one that stood then: the change that crossed the moment tells it.
    private static async Task GoBackAsync(
        DbContext database, long courseId, DateTime moment, ClassRoll roll, GradedWork graded, WorkCell[] cells, CancellationToken cancellationToken)
    {
        var changes = database.Set<CanvasAssignmentScoreHistory>().AsNoTracking()
            .Where(row => row.CourseId == courseId && row.UserId != null && row.RecordedAt > moment && row.PreviousScore != null && row.PreviousGradedAt <= moment && (row.GradedAt == null || row.GradedAt > moment))
            .OrderByDescending(row => row.RecordedAt).ThenByDescending(row => row.Id)
            .Select(row => new SubmittedWork
            {
                UserId = row.UserId!.Value,
                AssignmentId = row.AssignmentId,
                IsGone = false,
                Score = row.PreviousScore,
                SubmittedAt = row.PreviousSubmittedAt,
                GradedAt = row.PreviousGradedAt,
                DueAt = row.PreviousCachedDueDate,
                Late = row.PreviousLate == true,
                Excused = row.PreviousExcused == true,
            });
        await foreach (var row in changes.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (roll.PlaceOf(row.UserId) is >= 0 and var student && graded.PlaceOf(row.AssignmentId) is >= 0 and var item)
            {
                ref var cell = ref cells[(student * graded.Ids.Length) + item];
                cell = cell.GradedAt > moment || (cell.Score is null && cell.Counts) ? row.ToCell(graded.Rules[item].ExpectsSubmission) : cell;
            }
        }
    }
}
