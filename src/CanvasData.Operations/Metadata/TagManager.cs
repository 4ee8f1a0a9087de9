using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <inheritdoc/>
internal sealed class TagManager(TagStore store, TagMerger merger, TagReader reader) : ITagManager
{
    public Task<int> AddAsync(IReadOnlyCollection<MetadataTarget> targets, IReadOnlyCollection<string> tags, CancellationToken cancellationToken) =>
        store.AddAsync(targets, tags, cancellationToken, nameof(AddAsync));

    public Task<int> RemoveAsync(IReadOnlyCollection<MetadataTarget> targets, IReadOnlyCollection<string> tags, CancellationToken cancellationToken) =>
        store.RemoveAsync(targets, tags, cancellationToken, nameof(RemoveAsync));

    public Task<int?> DeleteAsync(string tag, CancellationToken cancellationToken) => store.DeleteAsync(tag, cancellationToken, nameof(DeleteAsync));

    public Task<Tag> RenameAsync(string tag, string newName, CancellationToken cancellationToken) => store.RenameAsync(tag, newName, cancellationToken, nameof(RenameAsync));

    public Task<TagMerge> MergeAsync(IReadOnlyCollection<string> tags, string into, CancellationToken cancellationToken) =>
        merger.MergeAsync(tags, into, cancellationToken, nameof(MergeAsync));

    public Task<IReadOnlyList<TagMerge>> MergeDuplicatesAsync(CancellationToken cancellationToken) => merger.MergeDuplicatesAsync(cancellationToken, nameof(MergeDuplicatesAsync));

    public Task<IReadOnlyList<Tag>> ListAsync(MetadataTarget target, CancellationToken cancellationToken) => reader.ListAsync(target, cancellationToken);

    public Task<IReadOnlyList<Tag>> SuggestAsync(string prefix, int count, CancellationToken cancellationToken) => reader.SuggestAsync(prefix, count, cancellationToken);

    public Task<Page<Tag>> SearchAsync(string? contains, int page, int pageSize, CancellationToken cancellationToken) => reader.SearchAsync(contains, page, pageSize, cancellationToken);

    public Task<Page<TaggedObject>> FindObjectsAsync(string targetType, IReadOnlyCollection<string> tags, TagMatch match, int page, int pageSize, CancellationToken cancellationToken) =>
        reader.ObjectsAsync(targetType, tags, match, page, pageSize, cancellationToken);

    public Task<IReadOnlyList<TagUsage>> GetUsageAsync(DateTimeOffset? from, CancellationToken cancellationToken) => reader.UsageAsync(from, cancellationToken);
}
