using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>
/// Tags objects of Canvas. Two names are one tag when they differ only in case, in spaces or in the Unicode form of their letters; the
/// spelling that was given first is kept. Each call is one unit: it joins the transaction that is open on the request's context, and writes
/// all or nothing.
/// </summary>
public interface ITagManager
{
    /// <summary>Tags objects. Tags that are not there are made.</summary>
    /// <param name="targets">The objects.</param>
    /// <param name="tags">The names; each at most 100 characters.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>How many tags were put on objects that did not have them.</returns>
    /// <exception cref="InvalidArgumentException">A name is empty or too long, or a target is of no known kind.</exception>
    /// <exception cref="ObjectNotFoundException">An object is not stored.</exception>
    Task<int> AddAsync(IReadOnlyCollection<MetadataTarget> targets, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default);

    /// <summary>Takes tags off objects. The tags themselves stay.</summary>
    /// <param name="targets">The objects.</param>
    /// <param name="tags">The names.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>How many tags were taken off.</returns>
    Task<int> RemoveAsync(IReadOnlyCollection<MetadataTarget> targets, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default);

    /// <summary>Deletes a tag, and takes it off every object.</summary>
    /// <param name="tag">The name.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <returns>How many objects had it; null when there is no such tag.</returns>
    Task<int?> DeleteAsync(string tag, CancellationToken cancellationToken = default);

    /// <summary>Gives a tag another name or another spelling.</summary>
    /// <param name="tag">The name that it has.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="InvalidArgumentException">There is no such tag, or the new name is empty or too long.</exception>
    /// <exception cref="InvalidStateException">Another tag has the new name: merge them.</exception>
    Task<Tag> RenameAsync(string tag, string newName, CancellationToken cancellationToken = default);

    /// <summary>Replaces tags by one tag on every object, and deletes them.</summary>
    /// <param name="tags">The names of the tags that go.</param>
    /// <param name="into">The name of the tag that stays; made when it is not there.</param>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    /// <exception cref="InvalidArgumentException">One of the tags does not exist, or a name is empty or too long.</exception>
    Task<TagMerge> MergeAsync(IReadOnlyCollection<string> tags, string into, CancellationToken cancellationToken = default);

    /// <summary>Merges tags that are one by today's rules, such as those that an earlier version or SQL of the host stored with two spaces.</summary>
    /// <param name="cancellationToken">Ends the call; nothing of it stays.</param>
    Task<IReadOnlyList<TagMerge>> MergeDuplicatesAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists the tags on an object, in the order of their names.</summary>
    /// <param name="target">The object.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<Tag>> ListAsync(MetadataTarget target, CancellationToken cancellationToken = default);

    /// <summary>Suggests tags that begin with a text, the most used first.</summary>
    /// <param name="prefix">The beginning of the name; empty for the most used of all.</param>
    /// <param name="count">How many at most, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<Tag>> SuggestAsync(string prefix, int count = 10, CancellationToken cancellationToken = default);

    /// <summary>Finds tags by a part of their name, in the order of their names.</summary>
    /// <param name="contains">A part of the name, whatever its case; null for every tag.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Tags a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<Tag>> SearchAsync(string? contains = null, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Finds objects that have any or all of some tags, in the order of their ids.</summary>
    /// <param name="targetType">The kind of object: one of <see cref="CanvasTargetTypes"/>.</param>
    /// <param name="tags">The names. A name that no tag has is on no object.</param>
    /// <param name="match">Whether one of the tags is enough.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="pageSize">Objects a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<Page<TaggedObject>> FindObjectsAsync(
        string targetType, IReadOnlyCollection<string> tags, TagMatch match = TagMatch.Any, int page = 1, int pageSize = 50, CancellationToken cancellationToken = default);

    /// <summary>Counts how often each tag was put on objects that still have it, in total and by month, the most used first.</summary>
    /// <param name="from">The first month that is counted by itself; null for twelve months back.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<TagUsage>> GetUsageAsync(DateTimeOffset? from = null, CancellationToken cancellationToken = default);
}
