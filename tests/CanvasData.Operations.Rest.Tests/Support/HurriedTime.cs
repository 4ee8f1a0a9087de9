namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>A clock that runs faster than the world, so that back-off over minutes is lived through in a moment.</summary>
internal sealed class HurriedTime(int factor = 200) : TimeProvider
{
    /// <summary>The limit on silence that lets a busy machine take its time: no wait of a test is as long.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _origin = System.GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(_start).Ticks * factor;

    public override DateTimeOffset GetUtcNow() => _origin + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    // A limit on silence is for a server that hangs. A busy machine needs some of its time for an answer.
    private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time
        : time >= Silence && time / factor < Patience ? Patience
        : time / factor;

    private sealed class HurriedTimer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Scale(dueTime), time.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
