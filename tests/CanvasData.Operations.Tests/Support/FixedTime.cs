namespace CanvasData.Operations.Tests.Support;

/// <summary>A clock that stands still until it is set; timers keep the real pace.</summary>
internal sealed class FixedTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 4, 1, 8, 30, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
