using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace CanvasData.Operations.Monitoring;

/// <summary>The units of work that run: explicit scopes, and root activities otherwise.</summary>
internal sealed class RequestScopes
{
    private readonly AsyncLocal<RequestScope?> _explicit = new();
    private readonly ConditionalWeakTable<Activity, RequestScope> _ofActivities = [];

    public RequestScope? Current
    {
        get
        {
            if (_explicit.Value is { } scope)
            {
                return scope;
            }

            var root = Activity.Current;
            while (root?.Parent is { } parent)
            {
                root = parent;
            }

            return root is null ? null : _ofActivities.GetValue(root, static activity => new RequestScope(activity.DisplayName));
        }
    }

    public IDisposable Begin(string name)
    {
        var outer = _explicit.Value;
        _explicit.Value = new RequestScope(name);
        return new End(this, outer);
    }

    private sealed class End(RequestScopes scopes, RequestScope? outer) : IDisposable
    {
        public void Dispose() => scopes._explicit.Value = outer;
    }
}

/// <summary>The queries of one unit of work.</summary>
internal sealed class RequestScope(string name)
{
    private const int MaxShapes = 256;

    private readonly Dictionary<QueryShape, Occurrences> _shapes = [];
    private readonly Lock _lock = new();
    private QueryShape? _last;

    public string Name { get; } = name;

    /// <summary>Counts a query.</summary>
    /// <returns>How often its shape ran in this unit, and the other shape that ran before the first time.</returns>
    public Occurrences Count(QueryShape shape)
    {
        lock (_lock)
        {
            if (!_shapes.TryGetValue(shape, out var occurrences))
            {
                if (_shapes.Count >= MaxShapes)
                {
                    return default;
                }

                occurrences = new Occurrences(0, _last);
            }

            _last = shape;
            return _shapes[shape] = occurrences with { Count = occurrences.Count + 1 };
        }
    }
}

internal readonly record struct Occurrences(int Count, QueryShape? Before);
