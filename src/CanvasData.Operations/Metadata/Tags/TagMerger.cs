using System.Runtime.CompilerServices;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>Makes one tag of several.</summary>
internal sealed class TagMerger(UnitOfWork unit, TagStore tags, BulkWriters writers)
{
    public Task<TagMerge> MergeAsync(IReadOnlyCollection<string> names, string into, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var target = TagChecks.Name(into, nameof(into));
        var sources = TagChecks.Names(names, "tags");
        return WriteRace.RepeatAsync(() => unit.RunAsync(WriteAsync, null, cancellationToken, operation));

        async Task<TagMerge> WriteAsync(DbContext database, CancellationToken token)
        {
            var found = await TagStore.FindAsync(database, sources, token).ConfigureAwait(false);
            if (found.Count < sources.Count)
            {
                throw TagStore.Unknown("tags");
            }

            var kept = (await tags.FindOrAddAsync(database, [target], token).ConfigureAwait(false))[0];
            return await MergeAsync(database, kept, [.. found.Where(tag => tag.Id != kept.Id)], token).ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<TagMerge>> MergeDuplicatesAsync(CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        return WriteRace.RepeatAsync(() => unit.RunAsync(WriteAsync, null, cancellationToken, operation));

        async Task<IReadOnlyList<TagMerge>> WriteAsync(DbContext database, CancellationToken token)
        {
            var merges = new List<TagMerge>();
            var all = await database.Rows<CanvasTag>().OrderBy(tag => tag.Id).ToListAsync(token).ConfigureAwait(false);
            foreach (var same in all.GroupBy(tag => TagNames.Key(tag.Name)).Where(same => same.Key.Length > 0).ToList())
            {
                // The spelling that was given first stays.
                var kept = same.First();
                if (same.Count() > 1)
                {
                    merges.Add(await MergeAsync(database, kept, [.. same.Skip(1)], token).ConfigureAwait(false));
                }

                if (kept.NormalizedName != same.Key)
                {
                    await LockAsync(database, [kept], token).ConfigureAwait(false);
                    await database.UpdateAsync(
                        database.Rows<CanvasTag>().Where(tag => tag.Id == kept.Id), set => set.SetProperty(tag => tag.NormalizedName, same.Key), tag => tag.NormalizedName = same.Key, token).ConfigureAwait(false);
                }
            }

            return merges;
        }
    }

    private async Task<TagMerge> MergeAsync(DbContext database, CanvasTag kept, List<CanvasTag> sources, CancellationToken cancellationToken)
    {
        long[] ids = [.. sources.Select(tag => tag.Id).Order()];
        await LockAsync(database, [.. sources, kept], cancellationToken).ConfigureAwait(false);
        await HoldLinksAsync(database, ids, cancellationToken).ConfigureAwait(false);
        var moving = database.Rows<CanvasTagLink>().Where(link => EF.Parameter(ids).Contains(link.TagId));
        var links = await moving.OrderBy(link => link.CreatedAt).ThenBy(link => link.TagId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var there = (await database.Rows<CanvasTagLink>().Where(link => link.TagId == kept.Id).Select(link => new { link.TargetType, link.TargetId }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(link => (link.TargetType, link.TargetId)).ToHashSet();
        List<CanvasTagLink> moved = [.. links.Where(link => there.Add((link.TargetType, link.TargetId)))
            .Select(link => new CanvasTagLink { TagId = kept.Id, TargetType = link.TargetType, TargetId = link.TargetId, CreatedAt = link.CreatedAt })];
        if (moved.Count > 0)
        {
            await writers.For(database).InsertAsync(database, moved, cancellationToken).ConfigureAwait(false);
        }

        await database.DeleteAsync(moving, cancellationToken).ConfigureAwait(false);
        await database.DeleteAsync(database.Rows<CanvasTag>().Where(tag => EF.Parameter(ids).Contains(tag.Id)), cancellationToken).ConfigureAwait(false);
        return new TagMerge { Into = kept.Name, Merged = [.. sources.Select(tag => tag.Name)], Moved = moved.Count, AlreadyThere = links.Count - moved.Count };
    }

    // A link that another unit is adding would go with its tag, unseen. PostgreSQL allows it beside a lock of the tag, but not
    // beside a change of a unique column. No tag has a name that begins with a space.
    private static async Task HoldLinksAsync(DbContext database, long[] ids, CancellationToken cancellationToken)
    {
        if (database.Database.IsRelational())
        {
            await database.UpdateAsync(database.ByIds<CanvasTag>(ids), set => set.SetProperty(tag => tag.NormalizedName, tag => " " + tag.Id), _ => { }, cancellationToken).ConfigureAwait(false);
        }
    }

    // The tags were found by their names: nothing may change these until the tags are merged.
    private async Task LockAsync(DbContext database, List<CanvasTag> read, CancellationToken cancellationToken)
    {
        long[] ids = [.. read.Select(tag => tag.Id)];
        await RowLocks.TakeAsync<CanvasTag>(database, writers.For(database), ids, set => set.SetProperty(tag => tag.CreatedAt, tag => tag.CreatedAt), cancellationToken).ConfigureAwait(false);
        var stored = await database.ByIds<CanvasTag>(ids).ToDictionaryAsync(tag => tag.Id, cancellationToken).ConfigureAwait(false);
        if (read.Exists(tag => !stored.TryGetValue(tag.Id, out var now) || (now.Name, now.NormalizedName) != (tag.Name, tag.NormalizedName)))
        {
            throw new DbUpdateConcurrencyException("A tag was renamed, merged or deleted by another operation.");
        }
    }
}
