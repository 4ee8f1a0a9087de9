using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Makes courses that write shared rows take turns: users, terms, grading periods and schemes, or enrollments that came or went. One adds a
/// user and the next finds it. No user counts as gone who is just being enrolled elsewhere. Between processes, a row
/// of the database does the same from the beginning of the transaction (<see cref="WriteSession.HoldSharedRowsAsync"/>).
/// </summary>
internal sealed class SharedRowsLock(ICanvasContexts contexts, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <returns>To be disposed after the commit; null when the course concerns no other.</returns>
    public async Task<IDisposable?> EnterAsync(CourseData data, CancellationToken cancellationToken)
    {
        var brings = await DatabaseRetry.RunAsync(
            () => contexts.UseAsync(
                async database =>
                    await AnyNewAsync(database, data.Users, cancellationToken).ConfigureAwait(false) ||
                    await AnyNewAsync(database, data.Terms, cancellationToken).ConfigureAwait(false) ||
                    await AnyNewAsync(database, data.GradingPeriods, cancellationToken).ConfigureAwait(false) ||
                    await AnyNewAsync(database, data.GradingStandards, cancellationToken).ConfigureAwait(false) ||
                    await EnrollmentsDifferAsync(database, data, cancellationToken).ConfigureAwait(false),
                cancellationToken),
            null,
            time,
            cancellationToken).ConfigureAwait(false);
        if (!brings)
        {
            return null;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Holder(_one);
    }

    public void Dispose() => _one.Dispose();

    private static async Task<bool> AnyNewAsync<TRow>(DbContext database, FetchedTable<TRow> rows, CancellationToken cancellationToken) where TRow : CanvasRow, new()
    {
        var ids = rows.Rows.Ids.ToArray();
        return ids.Length > 0 &&
            await database.Rows<TRow>().CountAsync(row => EF.Parameter(ids).Contains(row.Id), cancellationToken).ConfigureAwait(false) < ids.Length;
    }

    private static async Task<bool> EnrollmentsDifferAsync(DbContext database, CourseData data, CancellationToken cancellationToken)
    {
        if (data.Enrollments.Count == 0 && !data.Enrollments.Complete)
        {
            return false;
        }

        if (data.NotStored.Contains(typeof(CanvasEnrollment)))
        {
            return data.Enrollments.Count > 0;
        }

        var live = await database.Rows<CanvasEnrollment>().Where(data.RowsOf<CanvasEnrollment>()).Where(row => row.MissingSince == null)
            .Select(row => new { row.Id, row.UserId }).ToDictionaryAsync(row => row.Id, row => row.UserId, cancellationToken).ConfigureAwait(false);
        return live.Count != data.Enrollments.Count ||
            data.Enrollments.Rows.Read().Any(staged => !live.TryGetValue(staged.Row.Id, out var user) || user != staged.Row.UserId);
    }

    private sealed class Holder(SemaphoreSlim taken) : IDisposable
    {
        private SemaphoreSlim? _taken = taken;

        public void Dispose() => Interlocked.Exchange(ref _taken, null)?.Release();
    }
}
