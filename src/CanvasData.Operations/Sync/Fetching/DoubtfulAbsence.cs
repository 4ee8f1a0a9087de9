using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Finds, before anything is written, the numbered lists of a course that lack rows which are stored.</summary>
internal sealed class DoubtfulAbsence(ICanvasContexts contexts, TimeProvider time)
{
    public Task<IReadOnlyCollection<Collection>> FindAsync(CourseData data, CancellationToken cancellationToken) =>
        DatabaseRetry.RunAsync(() => contexts.UseAsync(database => LookAsync(database, data, cancellationToken), cancellationToken), null, time, cancellationToken);

    private static async Task<IReadOnlyCollection<Collection>> LookAsync(DbContext database, CourseData data, CancellationToken cancellationToken)
    {
        var found = new List<Collection>();
        await AddAsync(data.Sections).ConfigureAwait(false);
        await AddAsync(data.AssignmentGroups).ConfigureAwait(false);
        await AddAsync(data.Assignments).ConfigureAwait(false);
        await AddAsync(data.Overrides).ConfigureAwait(false);
        await AddAsync(data.Modules).ConfigureAwait(false);
        await AddAsync(data.ModuleItems).ConfigureAwait(false);
        return found;

        async Task AddAsync<TRow>(Collection<TRow> collection) where TRow : CanvasCourseRow, new()
        {
            if (!collection.Complete || data.NotStored.Contains(typeof(TRow)))
            {
                return;
            }

            var live = await database.All<TRow>().Where(row => row.CourseId == data.CourseId && row.MissingSince == null).Select(row => row.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            if (live.Exists(id => !collection.Saw(id)))
            {
                found.Add(collection);
            }
        }
    }
}
