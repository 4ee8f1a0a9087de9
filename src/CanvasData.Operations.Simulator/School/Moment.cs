namespace CanvasData.Operations.Simulator.School;

/// <summary>A time in four bytes: whole seconds since 2000; 0 is "none". A million submissions hold several times each.</summary>
internal readonly record struct Moment(int Seconds) : IComparable<Moment>
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // What schools write for "never"; all times that do not fit are this one.
    private static readonly DateTimeOffset FarAway = new(2999, 12, 31, 6, 59, 59, TimeSpan.Zero);

    public static Moment None => default;

    public bool IsNone => Seconds == 0;

    public static Moment From(DateTimeOffset? time) => time is { } t ? new((int)Math.Clamp((t.UtcTicks - Epoch.UtcTicks) / TimeSpan.TicksPerSecond, int.MinValue, int.MaxValue)) : None;

    public DateTimeOffset? ToTime() => IsNone ? null : Seconds == int.MaxValue ? FarAway : Epoch.AddSeconds(Seconds);

    public Moment Plus(double hours) => new(Seconds + (int)(hours * 3600));

    public int CompareTo(Moment other) => Seconds.CompareTo(other.Seconds);

    public static bool operator <(Moment left, Moment right) => left.Seconds < right.Seconds;

    public static bool operator >(Moment left, Moment right) => left.Seconds > right.Seconds;

    public static bool operator <=(Moment left, Moment right) => left.Seconds <= right.Seconds;

    public static bool operator >=(Moment left, Moment right) => left.Seconds >= right.Seconds;
}
