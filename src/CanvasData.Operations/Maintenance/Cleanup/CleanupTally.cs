using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;

namespace CanvasData.Operations.Maintenance;

/// <summary>Sums what a clean-up does.</summary>
internal sealed class CleanupTally(DateTime at, bool isPreview)
{
    private readonly Dictionary<(CleanupRule Rule, string Type), (int Objects, DateTime Oldest)> _objects = [];
    private readonly Dictionary<(string Table, RowFate Fate), TableImpact> _tables = [];

    public HistoryArchived History { get; set; } = new(0, 0, 0);

    public void Add(CleanupRule rule, string type, IReadOnlyCollection<Candidate> changed)
    {
        if (changed.Count > 0)
        {
            var (objects, oldest) = _objects.GetValueOrDefault((rule, type), (0, DateTime.MaxValue));
            var since = changed.Min(candidate => candidate.Since);
            _objects[(rule, type)] = (objects + changed.Count, since < oldest ? since : oldest);
        }
    }

    public void Add(IEnumerable<TableImpact> tables)
    {
        foreach (var table in tables.Where(table => table.Rows > 0))
        {
            var key = (table.Table, table.Fate);
            _tables[key] = table with { Rows = table.Rows + (_tables.TryGetValue(key, out var before) ? before.Rows : 0) };
        }
    }

    public CleanupReport Report() => new()
    {
        At = new DateTimeOffset(at, TimeSpan.Zero),
        IsPreview = isPreview,
        Objects = [.. _objects.OrderBy(pair => pair.Key.Rule).ThenBy(pair => pair.Key.Type, StringComparer.Ordinal)
            .Select(pair => new CleanupCount(pair.Key.Rule, pair.Key.Type, pair.Value.Objects, new DateTimeOffset(pair.Value.Oldest, TimeSpan.Zero)))],
        Tables = [.. _tables.Values.OrderBy(table => table.Table, StringComparer.Ordinal).ThenBy(table => table.Fate)],
        History = History,
    };
}
