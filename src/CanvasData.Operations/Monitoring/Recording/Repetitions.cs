namespace CanvasData.Operations.Monitoring;

/// <summary>The shapes that were repeated in one unit of work, which is how loading rows one by one (N+1) looks.</summary>
internal sealed class Repetitions(int from)
{
    private const int MaxShapes = 1_000;

    private readonly Dictionary<QueryShape, Repetition> _shapes = [];
    private readonly Lock _lock = new();

    public void Note(RequestScope scope, QueryShape shape, string? callSite)
    {
        var (count, before) = scope.Count(shape);
        if (count < from)
        {
            return;
        }

        lock (_lock)
        {
            if (!_shapes.TryGetValue(shape, out var repetition))
            {
                if (_shapes.Count >= MaxShapes)
                {
                    return;
                }

                _shapes[shape] = repetition = new Repetition();
            }

            repetition.Scopes += count == from ? 1 : 0;
            if (count > repetition.MostInScope)
            {
                (repetition.MostInScope, repetition.Scope, repetition.Before, repetition.CallSite) = (count, scope.Name, before, callSite);
            }
        }
    }

    public IReadOnlyList<RepeatedQuery> Read()
    {
        lock (_lock)
        {
            return
            [
                .. _shapes.OrderByDescending(shape => (long)shape.Value.Scopes * shape.Value.MostInScope).Select(shape => new RepeatedQuery
                {
                    Text = shape.Key.Statement.Text,
                    CallSite = shape.Value.CallSite,
                    Scopes = shape.Value.Scopes,
                    MostInOneScope = shape.Value.MostInScope,
                    Scope = shape.Value.Scope,
                    Before = shape.Value.Before?.Statement.Text,
                }),
            ];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _shapes.Clear();
        }
    }

    private sealed class Repetition
    {
        public int Scopes { get; set; }

        public int MostInScope { get; set; }

        public string Scope { get; set; } = "";

        public QueryShape? Before { get; set; }

        public string? CallSite { get; set; }
    }
}
