using System.IO.Hashing;
using System.Numerics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>The columns of a row that come from Canvas: their canonical bytes, their hash, comparing and merging.</summary>
internal sealed class RowCodec<TRow> where TRow : CanvasRow, new()
{
    private static readonly string[] Bookkeeping =
        [nameof(CanvasRow.RowHash), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.MissingSince), nameof(CanvasRow.LocalEdits), nameof(CanvasAccount.Path)];

    // An odd number and its inverse modulo 2^64.
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private const ulong Gather = 0xF1DE83E19937733D;

    private static readonly TRow Blank = new();

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

    /// <summary>The hash of the specified columns, and of which they are. Never 0: that value marks a row that was edited locally.</summary>
    public long Hash(TRow row, ulong unspecified, RowBuffer scratch)
    {
        var hash = (long)(HashOfColumns(row, unspecified, scratch) ^ (unspecified * Spread));
        return hash == 0 ? 1 : hash;
    }

    /// <summary>Finds which columns were unspecified when a hash was made, if the others are as they were.</summary>
    /// <param name="row">The stored row.</param>
    /// <param name="hash">The hash.</param>
    /// <param name="filled">The columns that hold a value though they were unspecified; all others that were unspecified are empty.</param>
    /// <param name="scratch">A buffer.</param>
    /// <returns>The columns; null when the row was hashed with other values.</returns>
    public ulong? FindUnspecified(TRow row, long hash, ulong filled, RowBuffer scratch)
    {
        var mask = unchecked(((ulong)hash ^ HashOfColumns(row, filled, scratch)) * Gather);
        return (mask & FilledColumns(row)) == filled && mask <= AllColumns ? mask : null;
    }

    /// <summary>The columns that are not empty.</summary>
    public ulong FilledColumns(TRow row) => Differences(row, Blank);

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

    private ulong AllColumns => ulong.MaxValue >> (64 - _columns.Length);

    private ulong HashOfColumns(TRow row, ulong left, RowBuffer scratch)
    {
        scratch.Clear();
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Write(scratch, (left >> i & 1) == 0 ? row : Blank);
        }

        return XxHash3.HashToUInt64(scratch.Written);
    }

    /// <summary>The names of columns, and of those that every write of a stored row sets.</summary>
    public IEnumerable<string> WrittenNames(ulong mask) => Names(mask).Concat(Bookkeeping.Where(name => name != nameof(CanvasRow.FirstSyncedAt)));

    public IEnumerable<string> Names(ulong mask) => _columns.Where((_, index) => (mask >> index & 1) == 1).Select(column => column.Name);
}
