using CanvasData.Operations.Canvas;
using CanvasData.Operations.Registration;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Finds, before anything is written, the numbered lists of a course that lack rows which are stored.</summary>
internal sealed class DoubtfulAbsence(ICanvasContexts contexts)
{
    public Task<IReadOnlyCollection<Collection>> FindAsync(CourseData data, CancellationToken cancellationToken) => contexts.UseAsync<IReadOnlyCollection<Collection>>(
        async database =>
        {
            var found = new List<Collection>();
            await LookAsync(data.Sections).ConfigureAwait(false);
            await LookAsync(data.AssignmentGroups).ConfigureAwait(false);
            await LookAsync(data.Assignments).ConfigureAwait(false);
            await LookAsync(data.Overrides).ConfigureAwait(false);
            await LookAsync(data.Modules).ConfigureAwait(false);
            await LookAsync(data.ModuleItems).ConfigureAwait(false);
            return found;

            async Task LookAsync<TRow>(Collection<TRow> collection) where TRow : CanvasCourseRow, new()
            {
                if (!collection.Complete)
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
        },
        cancellationToken);
}
