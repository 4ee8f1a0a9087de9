using System.Data.Common;
using System.Diagnostics;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Monitoring;

/// <inheritdoc/>
internal sealed class PerformanceMonitor : IPerformanceMonitor
{
    private readonly MonitoringOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PerformanceMonitor> _logger;

    // A host may monitor contexts without choosing one for the library; only reading plans needs it.
    private readonly IServiceProvider _services;
    private readonly RequestScopes _scopes = new();
    private readonly Repetitions _repetitions;
    private readonly SlowQueries _slow;
    private ShapeStore _shapes;
    private IReadOnlyList<IndexSuggestion> _suggestions = [];
    private DateTimeOffset _since;
    private long _failures;

    public PerformanceMonitor(IOptions<MonitoringOptions> options, TimeProvider time, ILogger<PerformanceMonitor> logger, IServiceProvider services)
    {
        (_options, _time, _logger, _services) = (options.Value, time, logger, services);
        _shapes = new ShapeStore(_options.MaxShapes, _options.KeepsStatements);
        _repetitions = new Repetitions(_options.RepeatedFrom);
        _slow = new SlowQueries(_options.MaxSlowQueries);
        _since = time.GetUtcNow();
        Interceptor = new QueryInterceptor(this);
    }

    public QueryInterceptor Interceptor { get; }

    public IDisposable BeginScope(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _scopes.Begin(name);
    }

    public void Reset()
    {
        _shapes = new ShapeStore(_options.MaxShapes, _options.KeepsStatements);
        _repetitions.Clear();
        _slow.Clear();
        _suggestions = [];
        _since = _time.GetUtcNow();
        Volatile.Write(ref _failures, 0);
    }

    public async Task<IReadOnlyList<IndexSuggestion>> SuggestIndexesAsync(int queries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(queries);
        if (!_options.KeepsStatements)
        {
            throw new CanvasConfigurationException("No statements are kept whose plans could be read.", "Set KeepsStatements in MonitorQueries(options => options.KeepsStatements = true).");
        }

        var shapes = _shapes.All.Where(shape => shape.Kept is not null).OrderByDescending(shape => shape.TotalTicks).Take(queries).ToList();
        return _suggestions = await IndexAdvisor.SuggestAsync(_services.GetRequiredService<ICanvasContexts>(), shapes, cancellationToken).ConfigureAwait(false);
    }

    public PerformanceReport CreateReport()
    {
        var shapes = _shapes;
        var rest = shapes.Rest.Read();
        List<QueryStatistics> queries = [.. shapes.All.Select(shape => shape.Read()).Where(query => query.Executions > 0).OrderByDescending(query => query.TotalMilliseconds)];
        return new PerformanceReport
        {
            Since = _since,
            At = _time.GetUtcNow(),
            Executions = rest.Executions + queries.Sum(query => query.Executions),
            Failures = rest.Failures + queries.Sum(query => query.Failures),
            Cancellations = rest.Cancellations + queries.Sum(query => query.Cancellations),
            TotalMilliseconds = rest.TotalMilliseconds + queries.Sum(query => query.TotalMilliseconds),
            Queries = queries,
            OtherQueries = rest.Executions == 0 ? null : rest,
            SlowQueries = _slow.Read(),
            RepeatedQueries = _repetitions.Read(),
            SuggestedIndexes = _suggestions,
            MonitorFailures = Volatile.Read(ref _failures),
        };
    }

    public KnownText Find(DbCommand command, CommandEventData eventData) => _shapes.Find(command, eventData);

    /// <summary>Counts a query of its unit of work; what EF Core saves is written row by row on purpose.</summary>
    public void CountInScope(KnownText known, CommandSource source)
    {
        if (source is CommandSource.LinqQuery or CommandSource.FromSqlQuery && _scopes.Current is { } scope)
        {
            _repetitions.Note(scope, known.Shape, known.CallSite);
        }
    }

    public void Record(KnownText known, in Execution execution)
    {
        known.Shape.Record(execution, known.CallSite);
        if (execution.Ticks >= _options.SlowAfter.Ticks)
        {
            RecordSlow(known, execution);
        }

        QueryTelemetry.Emit(known.Shape, known.CallSite, execution, _time);
    }

    // The host's query goes on, whatever fails here.
    public void NoteFailure(Exception error)
    {
        if (Interlocked.Increment(ref _failures) == 1)
        {
            try
            {
                _logger.MonitorFailed(SafeText.KindsOf(error));
            }
            catch (Exception)
            {
                // A logger of the host that throws is counted like the rest.
            }
        }
    }

    private void RecordSlow(KnownText known, in Execution execution)
    {
        var milliseconds = (double)execution.Ticks / TimeSpan.TicksPerMillisecond;
        _slow.Add(new SlowQuery
        {
            EndedAt = _time.GetUtcNow(),
            Milliseconds = milliseconds,
            Rows = execution.Rows < 0 ? null : execution.Rows,
            Text = known.Shape.Statement.Text,
            CallSite = known.CallSite,
            Outcome = execution.Outcome.ToString(),
            TraceId = Activity.Current?.TraceId.ToString(),
        });
        _logger.QueryWasSlow(known.Shape.Statement.Summary, Math.Round(milliseconds), known.CallSite ?? "none");
    }
}
