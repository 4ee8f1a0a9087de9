using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Orchestration;

/// <inheritdoc cref="IBackgroundSync"/>
internal sealed class BackgroundSync : IBackgroundSync, IAsyncDisposable, IDisposable
{
    private const int KeptRuns = 20;

    private readonly Lock _lock = new();
    private readonly List<Run> _runs = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _hostStops;
    private readonly ICanvasBridge _bridge;
    private readonly TimeProvider _time;
    private readonly ILogger<BackgroundSync> _logger;

    public BackgroundSync(ICanvasBridge bridge, TimeProvider time, ILogger<BackgroundSync> logger, IServiceProvider services)
    {
        (_bridge, _time, _logger) = (bridge, time, logger);

        // A service collection without a host has none.
        _hostStops = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(_stop.Cancel) ?? default;
    }

    public Guid Start(SyncRequest? request)
    {
        request ??= new SyncRequest();
        request.Check();
        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var run = new Run(id, new FollowedRun(new SyncProgress { RunId = id, StartedAt = now }), CancellationTokenSource.CreateLinkedTokenSource(_stop.Token));
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            foreach (var old in _runs.Where(old => !old.IsAtWork).SkipLast(KeptRuns - 1).ToList())
            {
                _runs.Remove(old);
                old.Stop.Dispose();
            }

            _runs.Add(run);
        }

        // The flow of the request (its transaction, its user) ends with the request.
        using (ExecutionContext.SuppressFlow())
        {
            run.Task = Task.Run(() => RunAsync(run, request with { RunId = id }), CancellationToken.None);
        }

        return id;
    }

    public SyncProgress? Find(Guid runId) => Of(runId)?.Events.Progress;

    public IReadOnlyList<SyncProgress> List()
    {
        lock (_lock)
        {
            return [.. Enumerable.Reverse(_runs).Select(run => run.Events.Progress)];
        }
    }

    public IAsyncEnumerable<SyncProgressEvent> FollowAsync(Guid runId, long after, CancellationToken cancellationToken) =>
        Of(runId)?.Events.ReadAsync(after, cancellationToken) ?? AsyncEnumerable.Empty<SyncProgressEvent>();

    public bool Cancel(Guid runId)
    {
        if (Of(runId) is not { IsAtWork: true } run)
        {
            return false;
        }

        run.Stop.Cancel();
        return true;
    }

    public void Dispose()
    {
        _hostStops.Dispose();
        _stop.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        List<Task> tasks;
        lock (_lock)
        {
            tasks = [.. _runs.Select(run => run.Task)];
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync(Run run, SyncRequest request)
    {
        try
        {
            var report = await _bridge.SyncAllCoursesAsync(request, new Listener(run.Events), run.Stop.Token).ConfigureAwait(false);
            run.Events.End(report, _time.GetUtcNow());
        }
#pragma warning disable CA1031 // no caller awaits this task: readers get the failure
        catch (Exception) when (run.Stop.IsCancellationRequested)
        {
            // Services of a host that ends may be disposed of already, so that it need not be OperationCanceledException.
            run.Events.End(SyncProgressState.Canceled, null, _time.GetUtcNow());
        }
        catch (Exception error)
#pragma warning restore CA1031
        {
            _logger.BackgroundWorkFailed("sync", SafeText.Describe(error));
            run.Events.End(SyncProgressState.Failed, SyncFailure.From(error), _time.GetUtcNow());
        }
    }

    private Run? Of(Guid runId)
    {
        lock (_lock)
        {
            return _runs.Find(run => run.Id == runId);
        }
    }

    private sealed class Run(Guid id, FollowedRun events, CancellationTokenSource stop)
    {
        public Guid Id => id;

        public FollowedRun Events => events;

        public CancellationTokenSource Stop => stop;

        public Task Task { get; set; } = Task.CompletedTask;

        public bool IsAtWork => events.Progress.State == SyncProgressState.Running;
    }

    // Progress<T> posts to the thread pool, and events could overtake one another.
    private sealed class Listener(FollowedRun events) : IProgress<SyncEvent>
    {
        public void Report(SyncEvent value) => events.Add(value);
    }
}
