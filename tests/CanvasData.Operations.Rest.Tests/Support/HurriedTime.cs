namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>A clock that runs faster than the world, so that back-off over minutes is lived through in a moment.</summary>
/// <param name="factor">How many seconds pass in one of the world.</param>
/// <param name="patience">
/// The least seconds of the world that a limit on silence lasts. Where every answer is silence, a short one fails nothing that a long one lets pass.
/// </param>
internal sealed class HurriedTime(int factor = 200, int patience = 15) : TimeProvider
{
    /// <summary>The limit on silence that lets a busy machine take its time: no wait of a test is as long.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly TimeSpan _patience = TimeSpan.FromSeconds(patience);
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _origin = System.GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(_start).Ticks * factor;

    public override DateTimeOffset GetUtcNow() => _origin + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new HurriedTimer(System.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    // A limit on silence is for a server that hangs. A busy machine needs some of its time for an answer.
    private TimeSpan Scale(TimeSpan time) => time <= TimeSpan.Zero ? time
        : time >= Silence && time / factor < _patience ? _patience
        : time / factor;

    private sealed class HurriedTimer(ITimer timer, HurriedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Scale(dueTime), time.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
