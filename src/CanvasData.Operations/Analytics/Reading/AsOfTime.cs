using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>The moment that a question is about.</summary>
internal static class AsOfTime
{
    /// <summary>
    /// The moment asked for; for now, a rounded one, so that callers within a span get one result. It is never before the last change of
    /// the course: what a sync brought shows at once.
    /// </summary>
    public static DateTime Resolve(DateTimeOffset? asOf, DateTimeOffset now, TimeSpan freshness, DateTime? changedAt)
    {
        if (asOf is { } asked)
        {
            return UtcDateTimeConverter.ToMicroseconds(asked.UtcDateTime);
        }

        var rounded = UtcDateTimeConverter.ToMicroseconds(freshness > TimeSpan.Zero ? now.UtcDateTime.AddTicks(-(now.UtcTicks % freshness.Ticks)) : now.UtcDateTime);
        return changedAt > rounded && !StoredMoments.IsFarAhead(changedAt, now.UtcDateTime) ? changedAt.Value : rounded;
    }
}
