using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>Repairs what checks find, and undoes it.</summary>
internal sealed class IntegrityRepairs(UnitOfWork units, ILifecycleManager lifecycle, TimeProvider time)
{
    internal const int MaxRows = 10_000;

    public static IntegrityRepair ResultOf(CanvasIntegrityRepair row) => new()
    {
        Id = row.Id,
        Check = row.Check,
        Kind = IntegrityRules.All.FirstOrDefault(rule => rule.Check.Name == row.Check)?.Check.Repair ?? IntegrityRepairKind.None,
        Rows = row.Rows,
        RepairedAt = new DateTimeOffset(row.RepairedAt, TimeSpan.Zero),
        RepairedBy = row.RepairedBy,
        UndoneAt = row.UndoneAt is { } undone ? new DateTimeOffset(undone, TimeSpan.Zero) : null,
        UndoneBy = row.UndoneBy,
    };

    public async Task<IntegrityRepair> PreviewAsync(IntegrityRule rule, CancellationToken cancellationToken)
    {
        var rows = await units.RunAsync((database, token) => rule.TakeAsync(database, MaxRows, token), null, cancellationToken, "PreviewRepairAsync").ConfigureAwait(false);
        return Without(rule, rows.Count, by: null);
    }

    public async Task<IntegrityRepair> RepairAsync(IntegrityRule rule, string? by, CancellationToken cancellationToken)
    {
        var stored = await units.RunAsync((database, token) => RepairAsync(database, rule, by, token), null, cancellationToken).ConfigureAwait(false);
        return stored is null ? Without(rule, 0, by) : ResultOf(stored);
    }

    public async Task<IntegrityRepair> UndoAsync(Guid id, string? by, CancellationToken cancellationToken) =>
        ResultOf(await units.RunAsync((database, token) => UndoAsync(database, id, by, token), null, cancellationToken, "UndoRepairAsync").ConfigureAwait(false));

    private IntegrityRepair Without(IntegrityRule rule, int rows, string? by) =>
        new() { Id = null, Check = rule.Check.Name, Kind = rule.Check.Repair, Rows = rows, RepairedAt = time.GetUtcNow(), RepairedBy = by };

    private async Task<CanvasIntegrityRepair?> RepairAsync(DbContext database, IntegrityRule rule, string? by, CancellationToken cancellationToken)
    {
        var rows = await rule.TakeAsync(database, MaxRows, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return null;
        }

        var before = rule.Check.Repair switch
        {
            IntegrityRepairKind.AddStatuses => await AddStatusesAsync(StatusRules.TypeOf(rule.Check.Name)!, rows, cancellationToken).ConfigureAwait(false),
            IntegrityRepairKind.RemoveTagLinks => await RemoveTagLinksAsync(database, cancellationToken).ConfigureAwait(false),
            _ => await FullSyncRepair.ApplyAsync(database, rule, rows, cancellationToken).ConfigureAwait(false),
        };
        var repair = new CanvasIntegrityRepair
        {
            Id = Guid.NewGuid(),
            Check = rule.Check.Name,
            RepairedAt = UtcDateTimeConverter.Now(time),
            RepairedBy = by,
            Rows = before.Links?.Count ?? rows.Count,
            Before = JsonSerializer.Serialize(before),
        };
        database.Add(repair);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return repair;
    }

    private async Task<RepairState> AddStatusesAsync(string type, List<FoundRow> rows, CancellationToken cancellationToken)
    {
        long[] ids = [.. rows.Select(row => row.Id)];
        await lifecycle.TrackAsync(type, ids, cancellationToken).ConfigureAwait(false);
        return new RepairState { StatusType = type, StatusIds = ids };
    }

    private static async Task<RepairState> RemoveTagLinksAsync(DbContext database, CancellationToken cancellationToken)
    {
        var links = await PortalRules.LinksWithoutTag(database).OrderBy(link => link.TagId).ThenBy(link => link.TargetType).ThenBy(link => link.TargetId).Take(MaxRows).ToListAsync(cancellationToken).ConfigureAwait(false);
        long[] tags = [.. links.Select(link => link.TagId).Distinct()];

        // A tag whose links are not all in the batch stays for the next call, unless it is the only one: then the targets choose.
        var (last, known) = (links[^1].TagId, database.Rows<CanvasTag>());
        if (links.Count == MaxRows && tags.Length > 1)
        {
            links.RemoveAll(link => link.TagId == last);
            tags = [.. tags.Where(tag => tag != last)];
        }

        foreach (var targets in links.GroupBy(link => link.TargetType, link => link.TargetId))
        {
            await database.DeleteAsync(TagStore.Links(database, targets.Key, [.. targets.Distinct()], tags).Where(link => !known.Any(tag => tag.Id == link.TagId)), cancellationToken).ConfigureAwait(false);
        }

        return new RepairState { Links = links };
    }

    private async Task<CanvasIntegrityRepair> UndoAsync(DbContext database, Guid id, string? by, CancellationToken cancellationToken)
    {
        var now = UtcDateTimeConverter.Now(time);

        // The first statement takes the row: of two calls at once only one goes on.
        var taken = await database.UpdateAsync(
            database.Rows<CanvasIntegrityRepair>().Where(row => row.Id == id && row.UndoneAt == null),
            set => set.SetProperty(row => row.UndoneAt, now).SetProperty(row => row.UndoneBy, by),
            row => (row.UndoneAt, row.UndoneBy) = (now, by),
            cancellationToken).ConfigureAwait(false);
        var repair = await database.Rows<CanvasIntegrityRepair>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidArgumentException("repairId", "No repair has this id.", $"Give the {nameof(IntegrityRepair.Id)} that {nameof(IIntegrityChecker.RepairAsync)} or {nameof(IIntegrityChecker.ListRepairsAsync)} returned.");
        if (taken == 0)
        {
            throw new InvalidStateException($"The repair of {repair.Check} was undone before. Nothing was written.", "Repair it again if the check finds it.");
        }

        var before = JsonSerializer.Deserialize<RepairState>(repair.Before)!;
        if (before.StatusIds is { } statuses)
        {
            await RemoveStatusesAsync(database, before.StatusType!, [.. statuses], cancellationToken).ConfigureAwait(false);
        }

        if (before.Links is { } links)
        {
            // Links that were made again since stay as they are.
            long[] tags = [.. links.Select(link => link.TagId).Distinct()];
            var there = (await database.Rows<CanvasTagLink>().Where(link => EF.Parameter(tags).Contains(link.TagId)).Select(link => new { link.TagId, link.TargetType, link.TargetId })
                .ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
            database.AddRange(links.Where(link => !there.Contains(new { link.TagId, link.TargetType, link.TargetId })));
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            database.ChangeTracker.Clear();
        }

        await FullSyncRepair.UndoAsync(database, before, cancellationToken).ConfigureAwait(false);
        return repair;
    }

    // What a sync or a decision has changed since is a status of its own.
    private static Task<int> RemoveStatusesAsync(DbContext database, string type, long[] ids, CancellationToken cancellationToken) => type == CanvasObjectTypes.Enrollment
        ? database.DeleteAsync(
            database.Rows<CanvasEnrollmentStatus>().Where(row => EF.Parameter(ids).Contains(row.EnrollmentId) && row.StateChangedAt == null && row.RemovedAt == null), cancellationToken)
        : database.DeleteAsync(
            database.Rows<CanvasObjectStatus>().Where(row => row.ObjectType == type && EF.Parameter(ids).Contains(row.ObjectId) && row.StateChangedAt == null && row.RemovedAt == null), cancellationToken);
}

/// <summary>What was stored before a repair. Ids are text in JSON, as everywhere.</summary>
internal sealed record RepairState
{
    public string? StatusType { get; init; }

    public IReadOnlyList<long>? StatusIds { get; init; }

    public IReadOnlyList<CanvasTagLink>? Links { get; init; }

    /// <summary>The entity of <see cref="Hashes"/>.</summary>
    public string? Entity { get; init; }

    public IReadOnlyDictionary<long, long>? Hashes { get; init; }
}
