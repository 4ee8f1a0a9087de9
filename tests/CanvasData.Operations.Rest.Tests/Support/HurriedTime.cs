namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>A clock that runs faster than the world, so that back-off over minutes is lived through in a moment.</summary>
internal sealed class HurriedTime(int factor = 200) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _origin = System.GetUtcNow();

    /// <summary>What this clock counts while so much time passes in the world.</summary>
    public TimeSpan While(TimeSpan real) => real * factor;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(_start).Ticks * factor;

    public override DateTimeOffset GetUtcNow() => _origin + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time : time / factor;

    private sealed class HurriedTimer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Scale(dueTime), time.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
