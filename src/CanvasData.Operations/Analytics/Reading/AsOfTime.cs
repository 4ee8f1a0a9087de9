namespace CanvasData.Operations.Analytics;

/// <summary>The moment that a question is about.</summary>
internal static class AsOfTime
{
    // A change that is stored far beyond the clock was made by a wrong one.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    /// <summary>
    /// The moment asked for; for now, a rounded one, so that callers within a span get one result. It is never before the last change of
    /// the course: what a sync brought shows at once.
    /// </summary>
    public static DateTime Resolve(DateTimeOffset? asOf, DateTimeOffset now, TimeSpan freshness, DateTime? changedAt)
    {
        if (asOf is { } asked)
        {
            return Microseconds(asked.UtcDateTime.Ticks);
        }

        var rounded = Microseconds(freshness > TimeSpan.Zero ? now.UtcTicks - (now.UtcTicks % freshness.Ticks) : now.UtcTicks);
        return changedAt > rounded && changedAt - now.UtcDateTime <= MaxAhead ? changedAt.Value : rounded;
    }

    // As databases keep times.
    private static DateTime Microseconds(long ticks) => new(ticks - (ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
