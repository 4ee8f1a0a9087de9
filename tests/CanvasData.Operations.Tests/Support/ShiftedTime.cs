namespace CanvasData.Operations.Tests.Support;

/// <summary>The real clock, set forward at will; timers keep the real pace.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    public void Advance(TimeSpan time) => _shift += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
