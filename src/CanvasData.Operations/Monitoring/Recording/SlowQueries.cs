namespace CanvasData.Operations.Monitoring;

/// <summary>The latest slow commands.</summary>
internal sealed class SlowQueries(int max)
{
    private readonly Queue<SlowQuery> _queries = new();

    public void Add(SlowQuery query)
    {
        lock (_queries)
        {
            _queries.Enqueue(query);
            while (_queries.Count > max)
            {
                _queries.Dequeue();
            }
        }
    }

    /// <summary>The slowest first.</summary>
    public IReadOnlyList<SlowQuery> Read()
    {
        lock (_queries)
        {
            return [.. _queries.OrderByDescending(query => query.Milliseconds)];
        }
    }

    public void Clear()
    {
        lock (_queries)
        {
            _queries.Clear();
        }
    }
}
