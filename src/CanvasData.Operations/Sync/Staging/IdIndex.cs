namespace CanvasData.Operations.Sync;

/// <summary>
/// Which ids a listing held, and at which place each came last. Canvas lists most things by rising id, and then
/// eight bytes an id are enough; the first id out of order turns it into a dictionary.
/// </summary>
internal sealed class IdIndex
{
    private readonly List<long> _rising = [];
    private Dictionary<long, int>? _lastOrdinals;
    private int _added;

    /// <summary>Ids added, repetitions included.</summary>
    public int Added => _added;

    /// <summary>Distinct ids.</summary>
    public int Count => _lastOrdinals?.Count ?? _rising.Count;

    public IEnumerable<long> Ids => _lastOrdinals?.Keys ?? (IEnumerable<long>)_rising;

    public void Add(long id)
    {
        var ordinal = _added++;
        if (_lastOrdinals is null && (_rising.Count == 0 || id > _rising[^1]))
        {
            _rising.Add(id);
            return;
        }

        _lastOrdinals ??= ToDictionary();
        _lastOrdinals[id] = ordinal;
    }

    public bool Contains(long id) => _lastOrdinals?.ContainsKey(id) ?? _rising.BinarySearch(id) >= 0;

    /// <summary>Whether the id did not come again after this place.</summary>
    public bool IsLast(long id, int ordinal) => _lastOrdinals is null || _lastOrdinals[id] == ordinal;

    private Dictionary<long, int> ToDictionary()
    {
        var result = new Dictionary<long, int>(_rising.Count * 2);
        for (var i = 0; i < _rising.Count; i++)
        {
            result[_rising[i]] = i;
        }

        _rising.Clear();
        _rising.TrimExcess();
        return result;
    }
}
