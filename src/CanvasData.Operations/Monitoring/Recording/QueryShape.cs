using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CanvasData.Operations.Monitoring;

/// <summary>What was measured of one shape of query. Safe for concurrent use.</summary>
internal sealed class QueryShape(StatementText statement, string system, string source, Type? context = null, KeptStatement? kept = null)
{
    private const int MaxKinds = 8;
    private const string Others = "(others)";

    private readonly Lock _lock = new();
    private readonly ValueHistogram _total = new();
    private readonly ValueHistogram _firstRow = new();
    private readonly ValueHistogram _rows = new();
    private readonly ValueHistogram _allocated = new();
    private readonly Dictionary<string, long> _errors = [];
    private readonly Dictionary<string, (long Executions, double Ticks)> _callSites = [];
    private double _ticks;
    private long _cancellations;
    private QueryShape? _foldedInto;

    public StatementText Statement { get; } = statement;

    public string Id => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(Statement.Text.AsSpan())).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The name of the database system in the semantic conventions.</summary>
    public string System { get; } = system;

    public string Source { get; } = source;

    /// <summary>The class of the context that sent it first.</summary>
    public Type? Context { get; } = context;

    /// <summary>A statement whose plan can be read; null when none is kept.</summary>
    public KeptStatement? Kept { get; } = kept;

    /// <summary>The lines of its plan; null when it was not read.</summary>
    public IReadOnlyList<string>? Plan { get; set; }

    public QueryTags Tags { get; } = new(statement, system);

    /// <summary>The time of all executions, in ticks; read without a lock, to choose what to fold.</summary>
    public double TotalTicks => Volatile.Read(ref _ticks);

    public void Record(in Execution execution, string? callSite)
    {
        QueryShape? other;
        lock (_lock)
        {
            other = _foldedInto;
            if (other is null)
            {
                Count(execution, callSite);
            }
        }

        other?.Record(execution, callSite);
    }

    /// <summary>Adds all to another shape, which also gets what comes later.</summary>
    public void FoldInto(QueryShape other)
    {
        lock (_lock)
        {
            _foldedInto = other;
            lock (other._lock)
            {
                other._total.Add(_total);
                other._firstRow.Add(_firstRow);
                other._rows.Add(_rows);
                other._allocated.Add(_allocated);
                other._cancellations += _cancellations;
                other._ticks += _ticks;
                foreach (var (code, count) in _errors)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(other._errors, KeyOf(other._errors, code), out _) += count;
                }
            }
        }
    }

    public QueryStatistics Read()
    {
        lock (_lock)
        {
            return new QueryStatistics
            {
                Id = Id,
                Text = Statement.Text,
                Summary = Statement.Summary,
                DatabaseSystem = System,
                Source = Source,
                Executions = _total.Count,
                Failures = _errors.Values.Sum(),
                Cancellations = _cancellations,
                TotalMilliseconds = _total.Sum / TimeSpan.TicksPerMillisecond,
                Milliseconds = Distribution.Create(_total, TimeSpan.TicksPerMillisecond),
                FirstRowMilliseconds = Distribution.Create(_firstRow, TimeSpan.TicksPerMillisecond),
                Rows = Distribution.Create(_rows),
                AllocatedBytes = Distribution.Create(_allocated),
                Errors = _errors.OrderByDescending(error => error.Value).ToDictionary(),
                Plan = Plan,
                CallSites = [.. _callSites.OrderByDescending(site => site.Value.Ticks).Select(site => new QueryCallSite(site.Key, site.Value.Executions, site.Value.Ticks / TimeSpan.TicksPerMillisecond))],
            };
        }
    }

    private void Count(in Execution execution, string? callSite)
    {
        _total.Record(execution.Ticks);
        Volatile.Write(ref _ticks, _ticks + execution.Ticks);
        if (callSite is not null)
        {
            ref var site = ref CollectionsMarshal.GetValueRefOrAddDefault(_callSites, KeyOf(_callSites, callSite), out _);
            site = (site.Executions + 1, site.Ticks + execution.Ticks);
        }

        if (execution.Outcome == CommandOutcome.Canceled)
        {
            _cancellations++;
            return;
        }

        if (execution.ErrorCode is { } code)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_errors, KeyOf(_errors, code), out _)++;
            return;
        }

        if (execution.FirstRowTicks >= 0)
        {
            _firstRow.Record(execution.FirstRowTicks);
        }

        if (execution.Rows >= 0)
        {
            _rows.Record(execution.Rows);
        }

        if (execution.AllocatedBytes >= 0)
        {
            _allocated.Record(execution.AllocatedBytes);
        }
    }

    private static string KeyOf<T>(Dictionary<string, T> kinds, string key) => kinds.Count < MaxKinds || kinds.ContainsKey(key) ? key : Others;
}
