namespace CanvasData.Operations.Sync;

/// <summary>What change detection needs of a stored row.</summary>
/// <param name="Hash">Fingerprint of what Canvas last said; 0 for a row that was edited locally.</param>
/// <param name="Missing">Whether Canvas no longer has it.</param>
internal readonly record struct StoredKey(long Hash, bool Missing);

/// <summary>The stored rows of a table of a course by id; sorted arrays, because there may be a million.</summary>
internal sealed class StoredKeySet
{
    private long[] _ids = new long[1_024];
    private StoredKey[] _keys = new StoredKey[1_024];
    private bool _sorted = true;

    public int Count { get; private set; }

    /// <summary>Rows that Canvas still had at the last look.</summary>
    public int Live { get; private set; }

    public void Add(long id, StoredKey key)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, Count * 2);
            Array.Resize(ref _keys, Count * 2);
        }

        _sorted &= Count == 0 || id > _ids[Count - 1];
        (_ids[Count], _keys[Count]) = (id, key);
        Count++;
        Live += key.Missing ? 0 : 1;
    }

    public bool TryGet(long id, out StoredKey key)
    {
        Sort();
        var index = Array.BinarySearch(_ids, 0, Count, id);
        key = index < 0 ? default : _keys[index];
        return index >= 0;
    }

    public IEnumerable<long> LiveIds()
    {
        for (var i = 0; i < Count; i++)
        {
            if (!_keys[i].Missing)
            {
                yield return _ids[i];
            }
        }
    }

    /// <summary>Notes that a row has been marked missing meanwhile.</summary>
    public void MarkMissing(long id)
    {
        Sort();
        var index = Array.BinarySearch(_ids, 0, Count, id);
        if (index >= 0)
        {
            _keys[index] = _keys[index] with { Missing = true };
        }
    }

    private void Sort()
    {
        if (!_sorted)
        {
            Array.Sort(_ids, _keys, 0, Count);
            _sorted = true;
        }
    }
}
