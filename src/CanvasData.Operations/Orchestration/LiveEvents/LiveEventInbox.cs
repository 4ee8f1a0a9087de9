using System.Threading.Channels;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <inheritdoc/>
/// <remarks>Events that arrive while the database stores others are stored together, in one transaction.</remarks>
internal sealed class LiveEventInbox(LiveEventStore store, IOptions<LiveEventOptions> options, TimeProvider time, ILogger<LiveEventInbox> logger) : ILiveEvents, IDisposable
{
    private const int StoredAtOnce = 500;

    // Clocks of Canvas and of the host differ a little.
    private static readonly TimeSpan ToleratedLead = TimeSpan.FromMinutes(5);

    private readonly SeenEvents _seen = new();
    private readonly Channel<Arrival> _arrivals = Channel.CreateBounded<Arrival>(
        new BoundedChannelOptions(options.Value.MaxWaitingEvents) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly SemaphoreSlim _stored = new(0, 1);

    /// <summary>The hints that are stored and wait.</summary>
    public PendingCourses Pending { get; } = new(time, options.Value.CollectFor, options.Value.ObjectsBeforeCourse);

    public async Task<LiveEventOutcome> HandleAsync(ReadOnlyMemory<byte> body, TimeSpan? maxAge, CancellationToken cancellationToken)
    {
        if (maxAge <= TimeSpan.Zero)
        {
            throw new InvalidArgumentException(nameof(maxAge), $"{maxAge} is no age.", "Give a time above zero, or null for any age.");
        }

        var read = LiveEventReader.Read(body);
        var outcome = await HandleAsync(read, body, maxAge, cancellationToken).ConfigureAwait(false);
        CanvasOperationsTelemetry.LiveEvents.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()), new KeyValuePair<string, object?>("event", read?.Name ?? "other"));
        return outcome;
    }

    public Task<LiveEventBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => store.ReadBacklogAsync(cancellationToken);

    public void Dispose() => _stored.Dispose();

    /// <summary>Waits until something was stored, at most this long.</summary>
    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => _stored.WaitAsync(time, cancellationToken);

    /// <summary>Wakes whoever waits.</summary>
    public void Wake()
    {
        try
        {
            _stored.Release();
        }
        catch (Exception error) when (error is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake, or the host was disposed of before its work had ended.
        }
    }

    /// <summary>Stores what arrives until canceled.</summary>
    public async Task StoreAsync(CancellationToken stoppingToken)
    {
        List<Arrival> batch = [];
        try
        {
            while (await _arrivals.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                batch.Clear();
                while (batch.Count < StoredAtOnce && _arrivals.Reader.TryRead(out var arrival))
                {
                    batch.Add(arrival);
                }

                await StoreAsync(batch, stoppingToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _arrivals.Writer.TryComplete();
            batch.AddRange(Rest());
            batch.ForEach(arrival => arrival.Done.TrySetResult(LiveEventOutcome.Busy));
        }

        IEnumerable<Arrival> Rest()
        {
            while (_arrivals.Reader.TryRead(out var arrival))
            {
                yield return arrival;
            }
        }
    }

    private async Task<LiveEventOutcome> HandleAsync(LiveEvent? read, ReadOnlyMemory<byte> body, TimeSpan? maxAge, CancellationToken cancellationToken)
    {
        if (read is null)
        {
            return LiveEventOutcome.Malformed;
        }

        if (!string.Equals(read.RootAccountUuid, options.Value.RootAccountUuid, StringComparison.Ordinal))
        {
            return LiveEventOutcome.OtherAccount;
        }

        if (maxAge is { } limit && time.GetUtcNow() - read.At is var age && (age > limit || age < -ToleratedLead))
        {
            return LiveEventOutcome.Outdated;
        }

        var seen = SeenEvents.Of(body.Span);
        if (_seen.Contains(seen))
        {
            return LiveEventOutcome.Repeated;
        }

        var outcome = read.Hint is { } hint ? await KeepAsync(hint, cancellationToken).ConfigureAwait(false) : LiveEventOutcome.Ignored;
        if (outcome is LiveEventOutcome.Stored or LiveEventOutcome.Ignored)
        {
            _seen.Add(seen);
        }

        return outcome;
    }

    private async Task<LiveEventOutcome> KeepAsync(EventHint hint, CancellationToken cancellationToken)
    {
        if (hint is { CourseId: { } course } && store.IsLeaseFresh && Pending.Covers(new RefreshTarget(hint.Kind, course, hint.AssignmentId, hint.UserId)))
        {
            return LiveEventOutcome.Stored;
        }

        var arrival = new Arrival(hint);
        return _arrivals.Writer.TryWrite(arrival) ? await arrival.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false) : LiveEventOutcome.Busy;
    }

    private async Task StoreAsync(List<Arrival> batch, CancellationToken cancellationToken)
    {
        try
        {
            var targets = await store.FindAsync([.. batch.Select(arrival => arrival.Hint)], cancellationToken).ConfigureAwait(false);
            var stored = await StoreAsync([.. targets.OfType<RefreshTarget>().Distinct()], cancellationToken).ConfigureAwait(false);
            Pending.Add(stored);
            Wake();
            foreach (var (arrival, target) in batch.Zip(targets))
            {
                arrival.Done.TrySetResult(target is null ? LiveEventOutcome.Ignored : LiveEventOutcome.Stored);
            }
        }
        catch (CanvasConfigurationException error)
        {
            batch.ForEach(arrival => arrival.Done.TrySetException(error));
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.LiveEventsNotStored(batch.Count, SafeText.KindOf(error));
            batch.ForEach(arrival => arrival.Done.TrySetResult(LiveEventOutcome.Busy));
        }
    }

    private async Task<IReadOnlyList<StoredHint>> StoreAsync(IReadOnlyList<RefreshTarget> targets, CancellationToken cancellationToken)
    {
        var now = UtcDateTimeConverter.Now(time);
        var fresh = targets.Where(target => !(store.IsLeaseFresh && Pending.Covers(target))).GroupBy(target => target.CourseId)
            .SelectMany(course => course.Select(target => Pending.Widen(target, course.Count())).Distinct())
            .Select(target => new StoredHint(Guid.CreateVersion7(time.GetUtcNow()), target, now)).ToList();
        if (fresh.Count > 0)
        {
            await store.AddAsync(fresh, cancellationToken).ConfigureAwait(false);
        }

        return fresh;
    }

    /// <summary>An event whose sender waits until it is stored.</summary>
    private sealed class Arrival(EventHint hint)
    {
        public EventHint Hint => hint;

        public TaskCompletionSource<LiveEventOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
