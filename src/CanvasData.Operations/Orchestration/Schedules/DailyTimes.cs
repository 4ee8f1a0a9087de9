namespace CanvasData.Operations.Orchestration;

/// <summary>The moments at which some times of day occur in a zone.</summary>
internal sealed class DailyTimes(IReadOnlyList<TimeOnly> times, TimeZoneInfo zone)
{
    /// <summary>The first of the moments after another moment, UTC.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset moment)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

        // The day before and two days after: a zone may skip or repeat a whole day.
        return Enumerable.Range(-1, 4)
            .SelectMany(offset => times.Select(time => ToMoment(day.AddDays(offset).ToDateTime(time))))
            .Where(next => next > moment)
            .Min();
    }

    private DateTimeOffset ToMoment(DateTime local)
    {
        // In a gap the offset from before it moves the time by the length of the gap; of two equal times the first has the larger offset.
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddDays(-1))
            : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local - offset, DateTimeKind.Utc));
    }
}
