using System.Runtime.CompilerServices;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>Tags objects, takes them off, and renames them.</summary>
internal sealed class TagStore(UnitOfWork unit, BulkWriters writers, TimeProvider time)
{
    private const int TargetsAtOnce = 1_000;

    public Task<int> AddAsync(IReadOnlyCollection<MetadataTarget> targets, IReadOnlyCollection<string> tags, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var (objects, names) = (TagChecks.Targets(targets), TagChecks.Names(tags, nameof(tags)));
        return WriteRace.RepeatAsync(() => unit.RunAsync(WriteAsync, null, cancellationToken, operation));

        async Task<int> WriteAsync(DbContext database, CancellationToken token)
        {
            await TargetTable.CheckAsync(database, writers.For(database), objects, token).ConfigureAwait(false);
            var found = await FindOrAddAsync(database, names, token).ConfigureAwait(false);
            var ids = found.Select(tag => tag.Id).Order().ToArray();
            var now = Now();
            var added = 0;
            foreach (var (type, some) in Chunks(objects))
            {
                var there = await Links(database, type, some, ids).Select(link => new { link.TagId, link.TargetId }).ToListAsync(token).ConfigureAwait(false);
                var known = there.Select(link => (link.TagId, link.TargetId)).ToHashSet();
                database.AddRange(
                    from tag in ids
                    from target in some
                    where !known.Contains((tag, target))
                    select new CanvasTagLink { TagId = tag, TargetType = type, TargetId = target, CreatedAt = now });
                added += await database.SaveChangesAsync(token).ConfigureAwait(false);
                database.ChangeTracker.Clear();
            }

            return added;
        }
    }

    public Task<int> RemoveAsync(IReadOnlyCollection<MetadataTarget> targets, IReadOnlyCollection<string> tags, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var (objects, names) = (TagChecks.Targets(targets), TagChecks.Names(tags, nameof(tags)));
        return unit.RunAsync(WriteAsync, null, cancellationToken, operation);

        async Task<int> WriteAsync(DbContext database, CancellationToken token)
        {
            var ids = (await FindAsync(database, names, token).ConfigureAwait(false)).Select(tag => tag.Id).ToArray();
            var removed = 0;
            foreach (var (type, some) in Chunks(objects))
            {
                removed += await database.DeleteAsync(Links(database, type, some, ids), token).ConfigureAwait(false);
            }

            return removed;
        }
    }

    public Task<int?> DeleteAsync(string tag, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var name = TagChecks.Name(tag, nameof(tag));
        return WriteRace.RepeatAsync(() => unit.RunAsync(WriteAsync, null, cancellationToken, operation));

        async Task<int?> WriteAsync(DbContext database, CancellationToken token)
        {
            if (await FindAsync(database, [name], token).ConfigureAwait(false) is not [{ Id: var id }])
            {
                return null;
            }

            var links = await database.DeleteAsync(database.Rows<CanvasTagLink>().Where(link => link.TagId == id), token).ConfigureAwait(false);
            if (await database.DeleteAsync(database.Rows<CanvasTag>().Where(row => row.Id == id && row.NormalizedName == name.Key), token).ConfigureAwait(false) == 0)
            {
                throw new DbUpdateConcurrencyException("The tag was renamed, merged or deleted by another operation.");
            }

            return links;
        }
    }

    public Task<Tag> RenameAsync(string tag, string newName, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var (old, name) = (TagChecks.Name(tag, nameof(tag)), TagChecks.Name(newName, nameof(newName)));
        return WriteRace.RepeatAsync(() => unit.RunAsync(WriteAsync, null, cancellationToken, operation));

        async Task<Tag> WriteAsync(DbContext database, CancellationToken token)
        {
            var rows = await database.Set<CanvasTag>().IgnoreQueryFilters().AsTracking()
                .Where(row => row.NormalizedName == old.Key || row.NormalizedName == name.Key).ToListAsync(token).ConfigureAwait(false);
            var row = rows.Find(row => row.NormalizedName == old.Key) ?? throw Unknown(nameof(tag));
            if (rows.Exists(other => other.Id != row.Id))
            {
                throw new InvalidStateException(
                    "Another tag has the new name already. Nothing was written.", $"Call {nameof(ITagManager.MergeAsync)} to make one tag of the two.");
            }

            // The old identity is compared by the database: a tag that was renamed meanwhile is found by its new name only.
            (row.Name, row.NormalizedName) = (name.Shown, name.Key);
            await database.SaveChangesAsync(token).ConfigureAwait(false);
            var uses = await database.Rows<CanvasTagLink>().CountAsync(link => link.TagId == row.Id, token).ConfigureAwait(false);
            return new Tag { Id = row.Id, Name = row.Name, Uses = uses, CreatedAt = row.CreatedAt };
        }
    }

    public static InvalidArgumentException Unknown(string argument) => new(argument, "there is no such tag.", $"Call {nameof(ITagManager.SearchAsync)} for the tags that there are.");

    public static Task<List<CanvasTag>> FindAsync(DbContext database, IReadOnlyCollection<TagName> names, CancellationToken cancellationToken)
    {
        string[] keys = [.. names.Select(name => name.Key)];
        return database.Rows<CanvasTag>().Where(tag => EF.Parameter(keys).Contains(tag.NormalizedName)).ToListAsync(cancellationToken);
    }

    /// <summary>The tags of these names; those that are not there are added in the spelling that is given.</summary>
    public async Task<List<CanvasTag>> FindOrAddAsync(DbContext database, IReadOnlyCollection<TagName> names, CancellationToken cancellationToken)
    {
        var found = await FindAsync(database, names, cancellationToken).ConfigureAwait(false);
        var known = found.Select(tag => tag.NormalizedName).ToHashSet();
        List<CanvasTag> added = [.. names.Where(name => !known.Contains(name.Key)).OrderBy(name => name.Key, StringComparer.Ordinal)
            .Select(name => new CanvasTag { Name = name.Shown, NormalizedName = name.Key, CreatedAt = Now() })];
        database.AddRange(added);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return [.. found, .. added];
    }

    /// <summary>The links of some tags to some objects of one kind.</summary>
    public static IQueryable<CanvasTagLink> Links(DbContext database, string type, long[] targets, long[] tags) =>
        database.Rows<CanvasTagLink>().Where(link => link.TargetType == type && EF.Parameter(tags).Contains(link.TagId) && EF.Parameter(targets).Contains(link.TargetId));

    private static IEnumerable<(string Type, long[] Ids)> Chunks(List<MetadataTarget> targets) =>
        from kind in targets.GroupBy(target => target.Type, target => target.Id)
        from ids in kind.Order().Chunk(TargetsAtOnce)
        select (kind.Key, ids);

    private DateTime Now() => UtcDateTimeConverter.Now(time);
}
