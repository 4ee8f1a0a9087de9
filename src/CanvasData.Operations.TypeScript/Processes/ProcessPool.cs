namespace CanvasData.Operations.TypeScript;

/// <summary>Lends processes, starts them when none is idle, and ends those that stay idle.</summary>
internal sealed class ProcessPool : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);
    private readonly TypeScriptClientOptions _options;
    private readonly NodeVersion _node;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly ITimer _sweep;
    private readonly Stack<(InterfaceProcess Process, long Since)> _idle = new();
    private long _lastProgress;
    private bool _disposed;

    public ProcessPool(TypeScriptClientOptions options, NodeVersion node, TimeProvider time)
    {
        (_options, _node, _time) = (options, node, time);
        _places = new SemaphoreSlim(options.MaxProcesses);
        _sweep = time.CreateTimer(_ => Sweep(), null, IdleTime, IdleTime);
    }

    /// <summary>Reports that an answer went on; whoever waits for a process then waits longer.</summary>
    public void Progress() => Volatile.Write(ref _lastProgress, _time.GetTimestamp());

    /// <exception cref="TypeScriptExecutionException">All processes are in use, and none of their answers goes on.</exception>
    public async Task<InterfaceProcess> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Progress();
        while (!await _places.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false))
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _lastProgress)) > _options.SilenceTimeout)
            {
                throw new TypeScriptExecutionException(
                    $"All {_options.MaxProcesses} processes are in use, and none of their answers was read for {_options.SilenceTimeout}.",
                    "Read a list to its end, or dispose it, before asking for the next; or raise MaxProcesses.");
            }
        }

        try
        {
            return TakeIdle() ?? InterfaceProcess.Start(_options, await _node.FindAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public async ValueTask ReturnAsync(InterfaceProcess process)
    {
        var keeps = process.IsIdle && _options.ServesManyRequests && !process.HasExited;
        if (keeps)
        {
            lock (_idle)
            {
                keeps = !_disposed;
                if (keeps)
                {
                    _idle.Push((process, _time.GetTimestamp()));
                }
            }
        }

        if (!keeps)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }

        _places.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync().ConfigureAwait(false);
        foreach (var process in TakeAll())
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        TakeAll().ForEach(process => process.Kill());
    }

    private List<InterfaceProcess> TakeAll()
    {
        lock (_idle)
        {
            _disposed = true;
            var all = _idle.Select(one => one.Process).ToList();
            _idle.Clear();
            return all;
        }
    }

    private InterfaceProcess? TakeIdle()
    {
        lock (_idle)
        {
            while (_idle.TryPop(out var one))
            {
                if (!one.Process.HasExited)
                {
                    one.Process.IsIdle = false;
                    return one.Process;
                }

                _ = one.Process.DisposeAsync().AsTask();
            }

            return null;
        }
    }

    private void Sweep()
    {
        var ended = new List<InterfaceProcess>();
        lock (_idle)
        {
            var kept = _idle.Where(one => _time.GetElapsedTime(one.Since) < IdleTime).Reverse().ToList();
            ended.AddRange(_idle.Except(kept).Select(one => one.Process));
            _idle.Clear();
            kept.ForEach(_idle.Push);
        }

        ended.ForEach(process => _ = process.DisposeAsync().AsTask());
    }
}
