using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>Finds metadata of objects that Canvas no longer has.</summary>
internal sealed class OrphanReader(IRequestContext contexts)
{
    public async Task<Page<OrphanedMetadata>> FindAsync(string targetType, int page, int pageSize, CancellationToken cancellationToken)
    {
        TargetTable.CheckType(targetType, nameof(targetType));
        var database = contexts.ForQuestion();
        var notes = database.VisibleRows<CanvasNote>().Where(row => row.TargetType == targetType).Select(row => row.TargetId);
        var tags = database.VisibleRows<CanvasTagLink>().Where(row => row.TargetType == targetType).Select(row => row.TargetId);
        var fields = database.VisibleRows<CanvasCustomFieldValue>().Where(row => row.TargetType == targetType).Select(row => row.TargetId);
        var (targets, others) = (TargetTable.Of(database, targetType), Others(database, targetType));
        var annotated = notes.Union(tags).Union(fields);
        annotated = others is null ? annotated : annotated.Union(others);
        var found = await Paging.ReadAsync(
            annotated.Where(id => !targets.Any(target => target.Id == id && target.MissingSince == null)).OrderBy(id => id), page, pageSize, cancellationToken).ConfigureAwait(false);
        if (found.Rows.Count == 0)
        {
            return new Page<OrphanedMetadata>([], found.Number, found.Size, found.TotalRows);
        }

        long[] ids = [.. found.Rows];
        var stored = await targets.Where(target => EF.Parameter(ids).Contains(target.Id)).ToDictionaryAsync(target => target.Id, cancellationToken).ConfigureAwait(false);
        var (noted, tagged, filled) = (
            await CountAsync(notes, ids, cancellationToken).ConfigureAwait(false), await CountAsync(tags, ids, cancellationToken).ConfigureAwait(false), await CountAsync(fields, ids, cancellationToken).ConfigureAwait(false));
        var more = others is null ? [] : await CountAsync(others, ids, cancellationToken).ConfigureAwait(false);
        return found.Select(id => new OrphanedMetadata
        {
            Target = new MetadataTarget(targetType, id),
            Name = stored.GetValueOrDefault(id)?.Name,
            MissingSince = stored.GetValueOrDefault(id)?.MissingSince,
            Notes = noted.GetValueOrDefault(id),
            Tags = tagged.GetValueOrDefault(id),
            CustomFields = filled.GetValueOrDefault(id),
            HasMetadata = more.ContainsKey(id),
        });
    }

    private static IQueryable<long>? Others(DbContext database, string targetType) => targetType switch
    {
        CanvasTargetTypes.Student => database.VisibleRows<CanvasStudentMetadata>().Select(row => row.UserId),
        CanvasTargetTypes.Assignment => database.VisibleRows<CanvasAssignmentMetadata>().Select(row => row.AssignmentId),
        CanvasTargetTypes.Course => database.VisibleRows<CanvasCourseMetadata>().Select(row => row.CourseId),
        _ => null,
    };

    private static Task<Dictionary<long, int>> CountAsync(IQueryable<long> targets, long[] ids, CancellationToken cancellationToken) =>
        targets.Where(id => EF.Parameter(ids).Contains(id)).GroupBy(id => id).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
}
