using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Bulk;

/// <summary>Sets keys that the database makes on rows that are going to be inserted, and takes them off again when they are not.</summary>
internal sealed class KeyMaker<TEntity>(BulkContext context, BulkEntity<TEntity> entity, IBulkWriter writer, bool keepsRows) where TEntity : class
{
    private readonly HashSet<TEntity> _made = new(ReferenceEqualityComparer.Instance);

    /// <summary>Begins a part. The rows of a stream are gone then; those of a collection get their keys taken off when a later part fails.</summary>
    public void Begin()
    {
        if (!keepsRows)
        {
            _made.Clear();
        }
    }

    /// <summary>Reserves keys for rows without.</summary>
    /// <returns>False when the database cannot: insert the rows so that their keys are read back.</returns>
    public async Task<bool> TryMakeAsync(ArraySegment<TEntity> rows, CancellationToken cancellationToken)
    {
        if (writer is not IGeneratedKeys generated || entity.Table is not { Keys: [{ IsGenerated: true } key] } table || !IsWholeNumber(key)
            || await generated.ReserveKeysAsync(context, table, rows.Count, cancellationToken).ConfigureAwait(false) is not { } keys)
        {
            return false;
        }

        for (var i = 0; i < rows.Count; i++)
        {
            RowCopier.Set(rows[i], entity.Parts[0], Convert.ChangeType(keys[i], key.ValueType, null));
        }

        Made(rows);
        return true;
    }

    /// <summary>Remembers rows that got keys.</summary>
    public void Made(ArraySegment<TEntity> rows) => _made.UnionWith(rows);

    /// <summary>Takes the made keys off rows that were not written.</summary>
    public void TakeOff(IEnumerable<TEntity> rows)
    {
        foreach (var row in rows.Where(_made.Remove))
        {
            foreach (var part in entity.Parts.Where(part => part.ValueGenerated == ValueGenerated.OnAdd))
            {
                RowCopier.Set(row, part, part.Sentinel);
            }
        }
    }

    /// <summary>Takes all made keys off: the call failed.</summary>
    public void TakeAllOff() => TakeOff([.. _made]);

    private bool IsWholeNumber(BulkColumn key) =>
        key.ValueType == entity.Parts[0].ClrType && (key.ValueType == typeof(long) || key.ValueType == typeof(int)) && entity.Parts[0].GetDefaultValueSql() is null;
}
