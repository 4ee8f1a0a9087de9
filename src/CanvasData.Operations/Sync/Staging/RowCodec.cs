using System.IO.Hashing;
using System.Numerics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>The columns of a row that come from Canvas: their canonical bytes, their hash, comparing and merging.</summary>
internal sealed class RowCodec<TRow> where TRow : CanvasRow, new()
{
    private static readonly string[] Bookkeeping =
        [nameof(CanvasRow.RowHash), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.MissingSince), nameof(CanvasRow.LocalEdits)];

    private readonly RowColumn<TRow>[] _columns;
    private readonly Dictionary<string, int> _indexes;

    private RowCodec()
    {
        _columns = [.. typeof(TRow).GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true } && !Bookkeeping.Contains(property.Name))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(RowColumn<TRow>.For)];
        _indexes = _columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
    }

    public static RowCodec<TRow> Instance { get; } = new();

    public ulong MaskOf(IReadOnlyList<string> names)
    {
        var mask = 0UL;
        foreach (var name in names)
        {
            if (_indexes.TryGetValue(name, out var index))
            {
                mask |= 1UL << index;
            }
        }

        return mask;
    }

    /// <summary>Never 0: that value marks a row that was edited locally.</summary>
    public long Hash(TRow row, ulong unspecified, RowBuffer scratch)
    {
        scratch.Clear();
        scratch.WriteInt64((long)unspecified);
        Write(scratch, row);
        var hash = (long)XxHash3.HashToUInt64(scratch.Written);
        return hash == 0 ? 1 : hash;
    }

    public void Write(RowBuffer buffer, TRow row)
    {
        foreach (var column in _columns)
        {
            column.Write(buffer, row);
        }
    }

    public TRow Read(ref EncodedRowReader reader)
    {
        var row = new TRow();
        foreach (var column in _columns)
        {
            column.Read(ref reader, row);
        }

        return row;
    }

    public TRow Clone(TRow row)
    {
        var clone = new TRow();
        foreach (var column in _columns)
        {
            column.Copy(row, clone);
        }

        return clone;
    }

    public void Copy(ulong mask, TRow from, TRow to)
    {
        for (; mask != 0; mask &= mask - 1)
        {
            _columns[BitOperations.TrailingZeroCount(mask)].Copy(from, to);
        }
    }

    public ulong Differences(TRow left, TRow right)
    {
        var mask = 0UL;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (!_columns[i].Same(left, right))
            {
                mask |= 1UL << i;
            }
        }

        return mask;
    }

    public IEnumerable<string> Names(ulong mask) => _columns.Where((_, index) => (mask >> index & 1) == 1).Select(column => column.Name);
}
