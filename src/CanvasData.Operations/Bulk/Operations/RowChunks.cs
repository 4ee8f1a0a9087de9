using System.Globalization;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>Reads the rows of a call in parts of distinct keys, and checks each.</summary>
internal sealed class RowChunks<TEntity>(IAsyncEnumerator<TEntity> rows, BulkEntity<TEntity> entity, BulkOperation operation, int size)
    where TEntity : class
{
    private readonly List<TEntity> _chunk = [];
    private TEntity? _next;
    private bool _isUnset;
    private bool? _firstIsUnset;

    /// <summary>Rows read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The number of the first row of the part, from 1.</summary>
    public long First { get; private set; }

    /// <summary>The next rows; empty at the end.</summary>
    public async ValueTask<ArraySegment<TEntity>> NextAsync(CancellationToken cancellationToken)
    {
        First = Count + 1;
        _chunk.Clear();
        var isNew = entity.Key.NewSet();
        while (_chunk.Count < size && await PeekAsync(cancellationToken).ConfigureAwait(false) is { } row)
        {
            // A key that comes again is written after the row that had it.
            if (!_isUnset && !isNew(row, entity.Shadow))
            {
                break;
            }

            _chunk.Add(row);
            _next = null;
            Count++;
        }

        return _chunk.ToArray();
    }

    private async ValueTask<TEntity?> PeekAsync(CancellationToken cancellationToken)
    {
        if (_next is not null)
        {
            return _next;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!await HostCall.RunAsync(rows.MoveNextAsync).ConfigureAwait(false))
        {
            return null;
        }

        _next = rows.Current ?? throw Refused("is null.", "Leave it out.");
        _isUnset = entity.IsKeyUnset(_next);
        if (_isUnset && !(entity.MakesKeys && operation == BulkOperation.Upsert) && operation != BulkOperation.Insert)
        {
            throw Refused("has no primary key.", $"{operation} finds rows by their keys: set them, or use InsertAsync for new rows.");
        }

        if (_isUnset != (_firstIsUnset ??= _isUnset) && !entity.MakesKeys)
        {
            throw Refused("differs from the first in having a key.", "Give all rows of a call a key, or none.");
        }

        return _next;
    }

    private InvalidArgumentException Refused(string problem, string remedy) =>
        new("rows", string.Create(CultureInfo.InvariantCulture, $"row {Count + 1} of '{entity.Name}' {problem}"), remedy);
}
