namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>A clock that moves on by what is waited for, so that no test waits.</summary>
internal sealed class WaitedTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<double> _waits = [];
    private TimeSpan _ahead;

    /// <summary>The waits of more than a second and less than five minutes so far, in seconds.</summary>
    public IReadOnlyList<double> Waits
    {
        get
        {
            lock (_gate)
            {
                return [.. _waits];
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead();

    public override long GetTimestamp() => System.GetUtcNow().UtcTicks + Ahead().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Time-outs and leases are long, and stay as long as they are.
        if (dueTime <= TimeSpan.Zero || dueTime >= TimeSpan.FromMinutes(5) || period > TimeSpan.Zero)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        lock (_gate)
        {
            _ahead += dueTime;
            if (dueTime > TimeSpan.FromSeconds(1))
            {
                _waits.Add(Math.Round(dueTime.TotalSeconds));
            }
        }

        return System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }

    private TimeSpan Ahead()
    {
        lock (_gate)
        {
            return _ahead;
        }
    }
}
