using System.Runtime.CompilerServices;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Metadata;

/// <summary>Adds and changes metadata of many objects in one unit.</summary>
internal sealed class MetadataWriter(UnitOfWork unit, BulkWriters writers, IOptions<MetadataOptions> options, TimeProvider time)
{
    private const int ChangesAtOnce = 500;

    public Task<MetadataSaved> SaveAsync(IReadOnlyCollection<MetadataChange> changes, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        var all = MetadataChecks.Check(changes, options.Value);
        return all.Count == 0 ? Task.FromResult(new MetadataSaved(0, 0, 0, 0)) : WriteRace.RepeatAsync(() => unit.RunAsync(WriteAsync, null, cancellationToken, operation));

        async Task<MetadataSaved> WriteAsync(DbContext database, CancellationToken token)
        {
            await TargetTable.CheckAsync(database, writers.For(database), all.Select(change => change.Target), token).ConfigureAwait(false);
            var counts = new Counts();
            await WriteAllAsync(database, all.Where(change => change.Change is StudentMetadataChange), MetadataRows.Students, counts, token).ConfigureAwait(false);
            await WriteAllAsync(database, all.Where(change => change.Change is AssignmentMetadataChange), MetadataRows.Assignments, counts, token).ConfigureAwait(false);
            await WriteAllAsync(database, all.Where(change => change.Change is CourseMetadataChange), MetadataRows.Courses, counts, token).ConfigureAwait(false);
            foreach (var fields in all.Where(change => change.Field is not null).GroupBy(change => change.Target.Type))
            {
                await WriteAllAsync(database, fields, MetadataRows.CustomFields(fields.Key, options.Value), counts, token).ConfigureAwait(false);
            }

            return new MetadataSaved(counts.Added, counts.Updated, counts.Removed, counts.Unchanged);
        }
    }

    // In the order of their keys, so that two units do not wait for each other.
    private async Task WriteAllAsync<TRow>(DbContext database, IEnumerable<CheckedChange> changes, MetadataRows<TRow> kind, Counts counts, CancellationToken cancellationToken)
        where TRow : class, IVersionedRow
    {
        var now = UtcDateTimeConverter.Now(time);
        foreach (var chunk in changes.OrderBy(change => change.Target.Id).ThenBy(change => change.Field?.Name, StringComparer.Ordinal).Chunk(ChangesAtOnce))
        {
            var stored = await kind.Select(database.Set<TRow>().IgnoreQueryFilters().AsTracking(), chunk).ToDictionaryAsync(kind.KeyOfRow, cancellationToken).ConfigureAwait(false);
            foreach (var change in chunk)
            {
                var row = stored.GetValueOrDefault(kind.KeyOfChange(change));
                if (change.Change.Version is { } version && version != (row?.Version ?? 0))
                {
                    throw Conflict(change, row, kind);
                }

                Apply(database, change, row, kind, counts, now);
            }

            await SaveAsync(database, chunk, kind, cancellationToken).ConfigureAwait(false);
            database.ChangeTracker.Clear();
        }
    }

    private static void Apply<TRow>(DbContext database, CheckedChange change, TRow? row, MetadataRows<TRow> kind, Counts counts, DateTime now)
        where TRow : class, IVersionedRow
    {
        var removes = change.Field is not null && change.Text is null;
        if (removes && row is not null)
        {
            database.Remove(row);
            counts.Removed++;
        }
        else if (removes)
        {
            counts.Unchanged++;
        }
        else if (row is null)
        {
            row = kind.Create(change);
            kind.Apply(change, row);
            (row.CreatedAt, row.UpdatedAt, row.Version) = (now, now, 1);
            database.Add(row);
            counts.Added++;
        }
        else
        {
            kind.Apply(change, row);
            if (database.Entry(row).State == EntityState.Unchanged)
            {
                counts.Unchanged++;
                return;
            }

            (row.UpdatedAt, row.Version) = (now, row.Version + 1);
            counts.Updated++;
        }
    }

    private static async Task SaveAsync<TRow>(DbContext database, CheckedChange[] chunk, MetadataRows<TRow> kind, CancellationToken cancellationToken)
        where TRow : class, IVersionedRow
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException error)
        {
            var key = kind.KeyOfRow((TRow)error.Entries[0].Entity);
            var change = Array.Find(chunk, change => kind.KeyOfChange(change) == key)!;
            if (change.Change.Version is null)
            {
                // Any version may be written over: the repetition reads the one that is there now.
                throw;
            }

            var rows = await kind.Select(database.Rows<TRow>(), [change]).ToListAsync(cancellationToken).ConfigureAwait(false);
            throw Conflict(change, rows.Find(row => kind.KeyOfRow(row) == key), kind);
        }
    }

    private static EditConflictException Conflict<TRow>(CheckedChange change, TRow? stored, MetadataRows<TRow> kind) where TRow : class, IVersionedRow
    {
        var what = change.Field is { } field ? $"The field '{field.Name}' of {change.Target.Type} {change.Target.Id}" : $"The metadata of {change.Target.Type} {change.Target.Id}";
        return new(
            $"{what} {(stored is null ? "was removed" : $"is of version {stored.Version}")}, but the change was made from version {change.Change.Version}. Nothing was written.",
            "Read it again, and repeat the change with the version that is stored.",
            change.Change, stored is null ? null : kind.Show(stored));
    }

    private sealed class Counts
    {
        public int Added { get; set; }

        public int Updated { get; set; }

        public int Removed { get; set; }

        public int Unchanged { get; set; }
    }
}
