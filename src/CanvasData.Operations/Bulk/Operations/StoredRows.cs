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
        var found = new TEntity?[rows.Count];
        var size = KeyFilter.SizeFor(entity.Type);
        for (var done = 0; done < rows.Count; done += size)
        {
            var keys = Array.ConvertAll(rows[done..Math.Min(done + size, rows.Count)].ToArray(), entity.KeyOf);
            await context.Set<TEntity>().IgnoreQueryFilters().IgnoreAutoIncludes().AsTracking()
                .Where(KeyFilter.Create<TEntity>(entity.Type, keys)).LoadAsync(cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < keys.Length; i++)
            {
                found[done + i] = context.Set<TEntity>().Local.FindEntryUntyped(keys[i])?.Entity;
            }

            context.ChangeTracker.Clear();
        }

        return found;
    }

    /// <summary>The rows with some keys, as far as they are stored.</summary>
    public async Task<List<TEntity>> LoadAsync(List<object?[]> keys, CancellationToken cancellationToken)
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

    private Task LockAsync(ArraySegment<TEntity> rows, CancellationToken cancellationToken) =>
        writer is IRowLocks locks && entity.Table is { Keys: [{ } key] } table && key.ValueType == entity.Parts[0].ClrType
        && (key.ValueType == typeof(long) || key.ValueType == typeof(int) || key.ValueType == typeof(short))
            ? locks.LockAsync(context, table, [.. rows.Select(row => Convert.ToInt64(entity.KeyOf(row)[0], null)).Order()], cancellationToken)
            : Task.CompletedTask;
}
