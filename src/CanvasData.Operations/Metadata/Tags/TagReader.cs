using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>Finds tags, what has them, and how they were used.</summary>
internal sealed class TagReader(IRequestContext contexts, TimeProvider time)
{
    private const int MaxSuggestions = 100;

    public async Task<IReadOnlyList<Tag>> ListAsync(MetadataTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        TargetTable.CheckType(target.Type, "target.Type");
        var database = contexts.ForQuestion();
        var links = database.VisibleRows<CanvasTagLink>().Where(link => link.TargetType == target.Type && link.TargetId == target.Id);
        var found = await WithUses(database, database.VisibleRows<CanvasTag>().Where(tag => links.Any(link => link.TagId == tag.Id))).OrderBy(tag => tag.NormalizedName).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(TagOf)];
    }

    public async Task<IReadOnlyList<Tag>> SuggestAsync(string prefix, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (count is < 1 or > MaxSuggestions)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MaxSuggestions}."));
        }

        var database = contexts.ForQuestion();
        var (tags, key) = (database.VisibleRows<CanvasTag>(), TagNames.Key(prefix));
        tags = key.Length == 0 ? tags : tags.Where(tag => tag.NormalizedName.StartsWith(key));
        var found = await WithUses(database, tags).OrderByDescending(tag => tag.Uses).ThenBy(tag => tag.NormalizedName).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Select(TagOf)];
    }

    public async Task<Page<Tag>> SearchAsync(string? contains, int page, int pageSize, CancellationToken cancellationToken)
    {
        var database = contexts.ForQuestion();
        var (tags, key) = (database.VisibleRows<CanvasTag>(), TagNames.Key(contains ?? ""));
        tags = key.Length == 0 ? tags : tags.Where(tag => tag.NormalizedName.Contains(key));
        var found = await Paging.ReadAsync(WithUses(database, tags).OrderBy(tag => tag.NormalizedName), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(TagOf);
    }

    public async Task<Page<TaggedObject>> ObjectsAsync(string targetType, IReadOnlyCollection<string> tags, TagMatch match, int page, int pageSize, CancellationToken cancellationToken)
    {
        TargetTable.CheckType(targetType, nameof(targetType));
        var names = TagChecks.Names(tags, nameof(tags));
        var all = match switch
        {
            TagMatch.Any => false,
            TagMatch.All => true,
            _ => throw new InvalidArgumentException(nameof(match), $"'{match}' is not a way to match.", "Give TagMatch.Any or TagMatch.All."),
        };
        Paging.Check(page, pageSize);
        var database = contexts.ForQuestion();
        var found = (await TagStore.FindAsync(database, names, cancellationToken).ConfigureAwait(false)).ToDictionary(tag => tag.Id, tag => tag.Name);
        if (found.Count == 0 || (all && found.Count < names.Count))
        {
            return new Page<TaggedObject>([], page, pageSize, 0);
        }

        var (ids, needed) = (found.Keys.ToArray(), all ? found.Count : 1);
        var links = database.VisibleRows<CanvasTagLink>().Where(link => link.TargetType == targetType && EF.Parameter(ids).Contains(link.TagId));
        var rows = await Paging.ReadAsync(
            links.GroupBy(link => link.TargetId).Where(group => group.Count() >= needed).Select(group => group.Key).OrderBy(id => id), page, pageSize, cancellationToken).ConfigureAwait(false);
        long[] objects = [.. rows.Rows];
        var stored = await TargetTable.Of(database, targetType).Where(target => EF.Parameter(objects).Contains(target.Id)).ToDictionaryAsync(target => target.Id, target => target.Name, cancellationToken).ConfigureAwait(false);
        var had = (await links.Where(link => EF.Parameter(objects).Contains(link.TargetId)).Select(link => new { link.TargetId, link.TagId }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(link => link.TargetId, link => found[link.TagId]);
        return rows.Select(id => new TaggedObject(new MetadataTarget(targetType, id), stored.GetValueOrDefault(id), [.. had[id].Order(StringComparer.Ordinal)]));
    }

    // Databases disagree on months: the links are counted here, one after the other.
    public async Task<IReadOnlyList<TagUsage>> UsageAsync(DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var first = from?.UtcDateTime ?? time.GetUtcNow().UtcDateTime.AddMonths(-12);
        var since = new DateOnly(first.Year, first.Month, 1);
        var database = contexts.ForQuestion();
        var usage = (await database.VisibleRows<CanvasTag>().Select(tag => new { tag.Id, tag.Name }).ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(tag => tag.Id, tag => new Usage(tag.Name));
        var links = database.VisibleRows<CanvasTagLink>().Select(link => new { link.TagId, link.CreatedAt });
        await foreach (var link in links.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            usage.GetValueOrDefault(link.TagId)?.Add(link.CreatedAt, since);
        }

        return [.. usage.Values.Select(tag => tag.ToResult()).OrderByDescending(tag => tag.Uses).ThenBy(tag => tag.Name, StringComparer.Ordinal)];
    }

    private static IQueryable<UsedTag> WithUses(DbContext database, IQueryable<CanvasTag> tags)
    {
        var links = database.VisibleRows<CanvasTagLink>();
        return tags.Select(tag => new UsedTag { Id = tag.Id, Name = tag.Name, NormalizedName = tag.NormalizedName, CreatedAt = tag.CreatedAt, Uses = links.Count(link => link.TagId == tag.Id) });
    }

    private static Tag TagOf(UsedTag tag) => new() { Id = tag.Id, Name = tag.Name, Uses = tag.Uses, CreatedAt = tag.CreatedAt };

    private sealed class UsedTag
    {
        public required long Id { get; init; }

        public required string Name { get; init; }

        public required string NormalizedName { get; init; }

        public required DateTime CreatedAt { get; init; }

        public required int Uses { get; init; }
    }

    private sealed class Usage(string name)
    {
        private readonly SortedDictionary<DateOnly, int> _months = [];
        private DateTime? _first;
        private DateTime? _last;
        private int _uses;

        public void Add(DateTime at, DateOnly since)
        {
            _uses++;
            (_first, _last) = (_first < at ? _first : at, _last > at ? _last : at);
            var month = new DateOnly(at.Year, at.Month, 1);
            if (month >= since)
            {
                _months[month] = _months.GetValueOrDefault(month) + 1;
            }
        }

        public TagUsage ToResult() => new()
        {
            Name = name,
            Uses = _uses,
            FirstUsedAt = _first,
            LastUsedAt = _last,
            Months = [.. _months.Select(month => new TagMonth(month.Key, month.Value))],
        };
    }
}
