namespace CanvasData.Operations.Model;

/// <summary>When a moment that is stored may be followed: clocks of hosts differ, and some are wrong.</summary>
internal static class StoredMoments
{
    // More is no difference between clocks: one of them was wrong, or a time was stored in another zone.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    /// <summary>Whether a stored moment lies so far beyond the clock that it is not to be followed.</summary>
    public static bool IsFarAhead(DateTime? stored, DateTime now) => stored - now > MaxAhead;

    /// <summary>The moment of now, but after a stored one that can be followed.</summary>
    public static DateTime After(DateTime? stored, DateTime now) => stored >= now && !IsFarAhead(stored, now) ? stored.Value.AddMicroseconds(1) : now;
}
