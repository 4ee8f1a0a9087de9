using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>Writes parts of the rows of a call. When the database refuses a part, halves of it find the row.</summary>
internal sealed class RowWriter<TEntity>(BulkContext context, BulkEntity<TEntity> entity, IBulkWriter writer, KeyMaker<TEntity> keys, string name, BulkOptions<TEntity> options)
    where TEntity : class
{
    private readonly StoredRows<TEntity> _stored = new(context, entity, writer);
    private readonly List<RefusedRow> _refused = [];

    // Without savepoints of the context's transaction, as in an ambient scope and InMemory, a part cannot be undone.
    private readonly bool _canUndo = context.Database.IsRelational() && context.Database.CurrentTransaction is { SupportsSavepoints: true };

    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>Writes a part.</summary>
    /// <param name="operation">The operation; conflicts are handled as the options say.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The number of the first row in the call; null for stored rows.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Rows added, overwritten or deleted.</returns>
    public Task<long> WriteAsync(BulkOperation operation, ArraySegment<TEntity> rows, long? first, CancellationToken cancellationToken)
    {
        keys.Begin();
        return DivideAsync(operation, rows, first, cancellationToken);
    }

    private async Task<long> DivideAsync(BulkOperation operation, ArraySegment<TEntity> rows, long? first, CancellationToken cancellationToken)
    {
        try
        {
            return await AtomicWrite.RunAsync(context, () => WriteOnceAsync(operation, rows, first, cancellationToken), cancellationToken, "canvas_part").ConfigureAwait(false);
        }
        catch (Exception error) when (RowRefusal.Find(error) is { } reason)
        {
            keys.TakeOff(rows);
            if (rows.Count == 1 && (_canUndo || !context.Database.IsRelational()))
            {
                Refuse(rows[0], first, reason, error);
                return 0;
            }

            if (!_canUndo)
            {
                return await WithoutUndoAsync(operation, rows, first, reason, error, cancellationToken).ConfigureAwait(false);
            }
        }

        var half = rows.Count / 2;
        return await DivideAsync(operation, rows[..half], first, cancellationToken).ConfigureAwait(false)
            + await DivideAsync(operation, rows[half..], first + half, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> WriteOnceAsync(BulkOperation operation, ArraySegment<TEntity> rows, long? first, CancellationToken cancellationToken)
    {
        var conflict = operation == BulkOperation.Delete ? null : options.OnConflict;
        if (conflict?.Choice is { } choose && (entity.MakesKeys || rows.Count == 0 || !entity.IsKeyUnset(rows[0])))
        {
            (operation, rows) = await ResolveAsync(operation, rows, first, choose, cancellationToken).ConfigureAwait(false);
        }
        else if (conflict is not null && operation != BulkOperation.Update)
        {
            operation = conflict.IsRefused ? BulkOperation.Insert : BulkOperation.Upsert;
        }

        if (rows.Count > 0 && !entity.MakesKeys && entity.IsKeyUnset(rows[0]))
        {
            operation = BulkOperation.Insert;
            if (options.ReadKeysBack && !await keys.TryMakeAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                return await ReadKeysBackAsync(rows, cancellationToken).ConfigureAwait(false);
            }
        }

        var written = 0L;
        foreach (var group in Groups(operation, rows))
        {
            written += await writer.WriteAsync(context, operation, group, conflict?.Members, cancellationToken).ConfigureAwait(false);
        }

        return written;
    }

    private async Task<long> ReadKeysBackAsync(ArraySegment<TEntity> rows, CancellationToken cancellationToken)
    {
        keys.Made(rows);
        using var source = new RowSource<TEntity>(context, rows, BulkOperation.Insert) { ReadsKeysBack = true };
        return await PortableBulkWriter.WriteAsync(source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One statement writes rows that leave the same columns to the database.</summary>
    private IEnumerable<ArraySegment<TEntity>> Groups(BulkOperation operation, ArraySegment<TEntity> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var left = entity.ColumnsLeft(rows[0]);
        return operation is BulkOperation.Delete or BulkOperation.Update || rows.All(row => entity.ColumnsLeft(row) == left)
            ? [rows]
            : rows.GroupBy(entity.ColumnsLeft).Select(group => new ArraySegment<TEntity>([.. group]));
    }

    private async Task<(BulkOperation, ArraySegment<TEntity>)> ResolveAsync(
        BulkOperation operation, ArraySegment<TEntity> rows, long? first, Func<TEntity, TEntity, TEntity?> choose, CancellationToken cancellationToken)
    {
        var stored = await _stored.FindAsync(rows, cancellationToken).ConfigureAwait(false);
        List<TEntity> chosen = [];
        for (var i = 0; i < rows.Count; i++)
        {
            var given = rows[i];
            if (stored[i] is not { } before)
            {
                chosen.Add(given);
            }
            else if (HostCall.Run(() => choose(before, given)) is { } row)
            {
                chosen.Add(HasKeyOf(row, given) || HasKeyOf(row, before) ? row : throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"OnConflict returned another primary key for row {first + i} of '{entity.Name}'. Return a row with the key of the stored one, or null to keep it.")));
            }
        }

        return (operation == BulkOperation.Update ? operation : BulkOperation.Upsert, chosen.ToArray());
    }

    private bool HasKeyOf(TEntity row, TEntity other)
    {
        var isNew = entity.Key.NewSet();
        isNew(other, entity.Shadow);
        return !isNew(row, entity.Shadow);
    }

    private void Refuse(TEntity row, long? position, string reason, Exception error)
    {
        _refused.Add(new() { Position = position, Key = KeyText(row), Reason = reason });
        if (_refused.Count > options.MaxRefusedRows)
        {
            throw BulkWriteException.For(name, entity.Name, _refused, entity.HasPlainKey, error);
        }
    }

    private string[] KeyText(TEntity row) =>
        entity.IsKeyUnset(row) ? [] : Array.ConvertAll(entity.KeyOf(row), part => Convert.ToString(part, CultureInfo.InvariantCulture) ?? "");

    // Only keys that are there already can be found without trying.
    private async Task<long> WithoutUndoAsync(BulkOperation operation, ArraySegment<TEntity> rows, long? first, string reason, Exception error, CancellationToken cancellationToken)
    {
        var mayInsert = operation == BulkOperation.Insert || options.OnConflict?.IsRefused == true;
        if (context.Database.IsRelational() || !mayInsert || entity.IsKeyUnset(rows[0]))
        {
            throw BulkWriteException.ForRange(name, entity.Name, first ?? 0, first + rows.Count - 1 ?? 0, reason, error);
        }

        var stored = await _stored.FindAsync(rows, cancellationToken).ConfigureAwait(false);
        List<TEntity> rest = [];
        for (var i = 0; i < rows.Count; i++)
        {
            if (stored[i] is null)
            {
                rest.Add(rows[i]);
            }
            else
            {
                Refuse(rows[i], first + i, reason, error);
            }
        }

        return rest.Count == rows.Count
            ? throw BulkWriteException.ForRange(name, entity.Name, first ?? 0, first + rows.Count - 1 ?? 0, reason, error)
            : await WriteOnceAsync(operation, rest.ToArray(), first, cancellationToken).ConfigureAwait(false);
    }
}
