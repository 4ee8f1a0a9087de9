using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Orchestration;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The progress of a run as server-sent events.</summary>
/// <param name="background">The runs of this process.</param>
/// <param name="runId">The run.</param>
/// <param name="time">The clock of the signs of life.</param>
internal sealed class ProgressEvents(IBackgroundSync background, Guid runId, TimeProvider time)
{
    /// <summary>The event after a gap: its progress replaces all that the reader knows.</summary>
    public const string State = "state";

    public const string Progress = "progress";

    /// <summary>An event without a number that keeps the connection open through proxies.</summary>
    public const string SignOfLife = "waiting";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Whether the run has ended and the reader has its last event.</summary>
    public async Task<bool> IsOverAsync(long after, CancellationToken cancellationToken) =>
        background.Find(runId) is not { State: SyncProgressState.Running } && !await background.FollowAsync(runId, after, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The events after a number. Where the next ones are no longer kept, the first event is the whole state.</summary>
    public async IAsyncEnumerable<SseItem<SyncProgressEvent>> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = background.FollowAsync(runId, after, left.Token).GetAsyncEnumerator(left.Token);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            for (; ;)
            {
                while (await IsSilentAsync(next, cancellationToken).ConfigureAwait(false))
                {
                    yield return new SseItem<SyncProgressEvent>(new SyncProgressEvent(after, null, background.Find(runId)!), SignOfLife);
                }

                if (!await next.ConfigureAwait(false))
                {
                    yield break;
                }

                var happened = events.Current;
                yield return new SseItem<SyncProgressEvent>(happened, happened.Number == after + 1 ? Progress : State)
                {
                    EventId = happened.Number.ToString(CultureInfo.InvariantCulture),
                };
                after = happened.Number;
                next = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A reader may leave while the next event is awaited, and events must not be disposed before that has ended.
            await left.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> IsSilentAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(Silence, time, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
