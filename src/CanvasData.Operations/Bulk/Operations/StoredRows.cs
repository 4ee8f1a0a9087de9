using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>Reads stored rows for a bulk call, past the query filters and untracked.</summary>
internal sealed class StoredRows<TEntity>(BulkContext context, BulkEntity<TEntity> entity, IBulkWriter writer) where TEntity : class
{
    /// <summary>The stored row for each of some rows, in their order; null where none is stored. They are locked where that is possible.</summary>
    public async Task<TEntity?[]> FindAsync(ArraySegment<TEntity> rows, CancellationToken cancellationToken)
    {
        await LockAsync(rows, cancellationToken).ConfigureAwait(false);
        return await FindAsync(Array.ConvertAll(rows.ToArray(), entity.KeyOf), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The stored row for each of some keys, in their order; null where none is stored.</summary>
    public async Task<TEntity?[]> FindAsync(object?[][] keys, CancellationToken cancellationToken)
    {
        var found = new TEntity?[keys.Length];
        var size = KeyFilter.SizeFor(entity.Type);
        for (var done = 0; done < keys.Length; done += size)
        {
            await FillAsync(keys.AsMemory(done, Math.Min(size, keys.Length - done)), found.AsMemory(done), cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>The rows with some keys, as far as they are stored.</summary>
    public async Task<List<TEntity>> LoadAsync(object?[][] keys, CancellationToken cancellationToken)
    {
        List<TEntity> rows = [];
        foreach (var some in keys.Chunk(KeyFilter.SizeFor(entity.Type)))
        {
            rows.AddRange(await context.Set<TEntity>().IgnoreQueryFilters().IgnoreAutoIncludes().AsNoTracking()
                .Where(KeyFilter.Create<TEntity>(entity.Type, some)).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    /// <summary>Stored rows that a filter selects. The host's context asks, because only it has the values of its query filters.</summary>
    public IQueryable<TEntity> Within(Expression<Func<TEntity, bool>> filter) =>
        context.Host.Set<TEntity>().IgnoreAutoIncludes().AsNoTracking().Where(filter);

    private async Task FillAsync(ReadOnlyMemory<object?[]> keys, Memory<TEntity?> found, CancellationToken cancellationToken)
    {
        var stored = await context.Set<TEntity>().IgnoreQueryFilters().IgnoreAutoIncludes().AsTracking()
            .Where(KeyFilter.Create<TEntity>(entity.Type, keys.ToArray())).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<int> missing = [];
        for (var i = 0; i < keys.Length; i++)
        {
            found.Span[i] = context.Set<TEntity>().Local.FindEntryUntyped(keys.Span[i])?.Entity;
            if (found.Span[i] is null)
            {
                missing.Add(i);
            }
        }

        context.ChangeTracker.Clear();
        if (stored.Count == 0 || missing.Count == 0 || entity.HasPlainKey)
        {
            return;
        }

        // The database may find keys equal that .NET does not, as in a collation without case. Smaller questions show which.
        if (keys.Length == 1)
        {
            found.Span[0] = stored[0];
        }
        else if (missing.Count < keys.Length)
        {
            await FillSomeAsync(keys, found, missing, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var half = keys.Length / 2;
            await FillAsync(keys[..half], found, cancellationToken).ConfigureAwait(false);
            await FillAsync(keys[half..], found[half..], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FillSomeAsync(ReadOnlyMemory<object?[]> keys, Memory<TEntity?> found, List<int> places, CancellationToken cancellationToken)
    {
        var some = new TEntity?[places.Count];
        await FillAsync(places.Select(place => keys.Span[place]).ToArray(), some, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < some.Length; i++)
        {
            found.Span[places[i]] = some[i];
        }
    }

    private Task LockAsync(ArraySegment<TEntity> rows, CancellationToken cancellationToken) =>
        writer is IRowLocks locks && entity.Table is { Keys: [{ } key] } table && key.ValueType == entity.Parts[0].ClrType
        && (key.ValueType == typeof(long) || key.ValueType == typeof(int) || key.ValueType == typeof(short))
            ? locks.LockAsync(context, table, [.. rows.Select(row => Convert.ToInt64(entity.KeyOf(row)[0], null)).Order()], cancellationToken)
            : Task.CompletedTask;
}
