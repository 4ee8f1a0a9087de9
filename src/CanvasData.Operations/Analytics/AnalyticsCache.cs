using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Results by what they were computed from: whatever would change a result is part of its key, so nothing has to be
/// thrown away. Callers who ask for the same at once wait for one computation.
/// </summary>
internal sealed class AnalyticsCache(IResultStore store)
{
    private readonly ConcurrentDictionary<string, Task> _flights = new(StringComparer.Ordinal);

    /// <param name="key">Names everything that the result depends on.</param>
    /// <param name="compute">Computes it; called once for all who wait. Its failure is that of its caller alone.</param>
    /// <param name="weight">How much room a result takes.</param>
    /// <param name="cancellationToken">Ends the wait of this caller.</param>
    public async Task<T> GetAsync<T>(string key, Func<Task<T>> compute, Func<T, int> weight, CancellationToken cancellationToken) where T : class
    {
        while (true)
        {
            if (await store.FindAsync<T>(key, cancellationToken).ConfigureAwait(false) is { } known)
            {
                return known;
            }

            var own = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var flight = _flights.GetOrAdd(key, own.Task);
            if (flight == own.Task)
            {
                return await FlyAsync(key, own, compute, weight, cancellationToken).ConfigureAwait(false);
            }

            if (await ((Task<T?>)flight).WaitAsync(cancellationToken).ConfigureAwait(false) is { } computed)
            {
                return computed;
            }
        }
    }

    private async Task<T> FlyAsync<T>(string key, TaskCompletionSource<T?> own, Func<Task<T>> compute, Func<T, int> weight, CancellationToken cancellationToken) where T : class
    {
        T? result = null;
        try
        {
            // Another flight may have landed since this caller looked.
            result = await store.FindAsync<T>(key, cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                return result;
            }

            result = await compute().ConfigureAwait(false);
            await store.KeepAsync(key, result, weight(result), cancellationToken).ConfigureAwait(false);
            return result;
        }
        finally
        {
            _flights.TryRemove(key, out _);
            own.SetResult(result);
        }
    }
}

/// <summary>Where results are kept.</summary>
internal interface IResultStore
{
    ValueTask<T?> FindAsync<T>(string key, CancellationToken cancellationToken) where T : class;

    ValueTask KeepAsync<T>(string key, T result, int weight, CancellationToken cancellationToken) where T : class;
}

/// <summary>The host's HybridCache, with whatever it has behind it.</summary>
internal sealed class HybridResultStore(HybridCache cache, TimeSpan lifetime) : IResultStore
{
    private static readonly HybridCacheEntryOptions LookOnly = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };

    private readonly HybridCacheEntryOptions _keep = new() { Expiration = lifetime, LocalCacheExpiration = lifetime };

    public ValueTask<T?> FindAsync<T>(string key, CancellationToken cancellationToken) where T : class =>
        cache.GetOrCreateAsync(key, static _ => ValueTask.FromResult<T?>(null), LookOnly, cancellationToken: cancellationToken);

    public ValueTask KeepAsync<T>(string key, T result, int weight, CancellationToken cancellationToken) where T : class =>
        cache.SetAsync(key, result, _keep, cancellationToken: cancellationToken);
}

/// <summary>Memory of this process, bounded by weight; what was not asked for longest goes first.</summary>
internal sealed class BoundedResultStore(int capacity) : IResultStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private long _weight;

    public ValueTask<T?> FindAsync<T>(string key, CancellationToken cancellationToken) where T : class
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return ValueTask.FromResult<T?>(null);
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return ValueTask.FromResult((T?)node.Value.Result);
        }
    }

    public ValueTask KeepAsync<T>(string key, T result, int weight, CancellationToken cancellationToken) where T : class
    {
        lock (_lock)
        {
            if (weight <= capacity && !_entries.ContainsKey(key))
            {
                _entries[key] = _byUse.AddFirst(new Entry(key, result, weight));
                _weight += weight;
            }

            while (_weight > capacity)
            {
                var last = _byUse.Last!;
                _byUse.RemoveLast();
                _entries.Remove(last.Value.Key);
                _weight -= last.Value.Weight;
            }
        }

        return ValueTask.CompletedTask;
    }

    private sealed record Entry(string Key, object Result, int Weight);
}
