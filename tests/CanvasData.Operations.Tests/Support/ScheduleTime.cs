using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Tests.Support;

/// <summary>A clock that knows how many schedules wait for it: one that is put on before would be missed.</summary>
internal sealed class ScheduleTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    // Leases are renewed more often.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
    private int _waiting;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < ShortestWait)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Interlocked.Increment(ref _waiting);
        return base.CreateTimer(
            given =>
            {
                Interlocked.Decrement(ref _waiting);
                callback(given);
            },
            state,
            dueTime,
            period);
    }

    /// <summary>Puts the clock on as soon as so many schedules wait for it.</summary>
    public async Task PassAsync(TimeSpan span, int schedules = 1)
    {
        while (Volatile.Read(ref _waiting) < schedules)
        {
            await Task.Delay(5);
        }

        Advance(span);
    }
}
