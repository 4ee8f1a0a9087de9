using CanvasData.Operations.Model;

namespace CanvasData.Operations.History;

/// <summary>Turns the changes of an enrollment's totals into one entry for each day with a change.</summary>
internal static class GradeDays
{
    /// <param name="enrollment">The row as it is now.</param>
    /// <param name="since">When the student was first seen in the course.</param>
    /// <param name="changes">Its changes, the earliest first.</param>
    /// <param name="from">The first day; null for no bound.</param>
    /// <param name="to">The last day; null for no bound.</param>
    /// <param name="zone">The time zone of the days.</param>
    public static IReadOnlyList<GradeDay> Build(CanvasEnrollment enrollment, DateTime since, IReadOnlyList<CanvasGradeHistory> changes, DateOnly? from, DateOnly? to, TimeZoneInfo zone)
    {
        var first = DayOf(since, zone);
        if (first > to)
        {
            return [];
        }

        var opening = changes.Count == 0
            ? Day(first, enrollment.CurrentScore, enrollment.FinalScore, enrollment.CurrentGrade, enrollment.UnpostedCurrentScore, enrollment.OverrideScore, enrollment.MissingSince is null, 0)
            : Day(first, changes[0].PreviousCurrentScore, changes[0].PreviousFinalScore, changes[0].PreviousCurrentGrade, changes[0].PreviousUnpostedCurrentScore, changes[0].PreviousOverrideScore, changes[0].Change != HistoryChange.Returned, 0);
        var days = new List<GradeDay> { opening };
        foreach (var day in changes.GroupBy(change => DayOf(change.RecordedAt, zone)).Where(day => !(day.Key > to)))
        {
            var last = day.Last();
            days.Add(Day(day.Key, last.CurrentScore, last.FinalScore, last.CurrentGrade, last.UnpostedCurrentScore, last.OverrideScore, last.Change != HistoryChange.Removed, day.Count()));
        }

        // What was before the first day opens the series on it.
        if (from is { } start && days.FindLastIndex(day => day.Day < start) is >= 0 and var before)
        {
            days.RemoveRange(0, before);
            days[0] = days[0] with { Day = start, Changes = 0 };
        }

        for (var i = days.Count - 1; i > 0; i--)
        {
            days[i] = days[i] with { Change = days[i].CurrentScore - days[i - 1].CurrentScore };
        }

        // Of the first day, only its end is shown.
        if (days.Count > 1 && days[1].Day == days[0].Day)
        {
            days.RemoveAt(0);
        }

        return days;
    }

    private static GradeDay Day(DateOnly day, double? current, double? final, string? letter, double? unposted, double? set, bool isEnrolled, int changes) => new()
    {
        Day = day,
        CurrentScore = current,
        FinalScore = final,
        CurrentGrade = letter,
        UnpostedCurrentScore = unposted,
        OverrideScore = set,
        IsEnrolled = isEnrolled,
        Change = null,
        Changes = changes,
    };

    private static DateOnly DayOf(DateTime time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(UtcDateTimeConverter.ToUtc(time), zone));
}
