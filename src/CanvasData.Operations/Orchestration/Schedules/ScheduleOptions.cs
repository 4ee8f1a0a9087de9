using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>The times at which work in the background runs.</summary>
public class ScheduleOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>
    /// The time from the start of one run to the start of the next; a longer run delays the next one to its end. Default 1 hour for a sync,
    /// 1 day for other work; range 1 minute to 30 days.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The time from the start of the host to the first run. Default 10 seconds, range 0 to 30 days.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The times of day at which runs start, in <see cref="TimeZone"/>; when there are any, <see cref="Interval"/> and
    /// <see cref="FirstDelay"/> have no effect. Default empty.
    /// </summary>
    /// <remarks>
    /// A time that the change to daylight saving skips is moved by the length of the gap. A time that occurs twice counts once, the
    /// first time. A run that takes longer than until the next time skips that one.
    /// </remarks>
    public IReadOnlyList<TimeOnly> DailyAt { get; set; } = [];

    /// <summary>The zone of <see cref="DailyAt"/>. Default UTC.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    internal virtual IEnumerable<string> Validate()
    {
        var name = GetType().Name;
        if (Interval < TimeSpan.FromMinutes(1) || Interval > Longest)
        {
            yield return $"{name}.Interval is {Interval}: give 1 minute to 30 days.";
        }

        if (FirstDelay < TimeSpan.Zero || FirstDelay > Longest)
        {
            yield return $"{name}.FirstDelay is {FirstDelay}: give 0 to 30 days.";
        }

        if (DailyAt is null)
        {
            yield return $"{name}.DailyAt is null: give times of day, or an empty list for an interval.";
        }

        if (TimeZone is null)
        {
            yield return $"{name}.TimeZone is null: give a zone, for example TimeZoneInfo.FindSystemTimeZoneById(\"Europe/Berlin\").";
        }
    }
}

internal sealed class ScheduleOptionsValidator<TOptions> : IValidateOptions<TOptions> where TOptions : ScheduleOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        options.Validate().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
