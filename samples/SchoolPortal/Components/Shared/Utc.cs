namespace CanvasData.Operations.SchoolPortal.Components.Shared;

/// <summary>The times of query rows, which are UTC, as moments.</summary>
internal static class Utc
{
    public static DateTimeOffset? At(DateTime? time) => time is { } value ? At(value) : null;

    public static DateTimeOffset At(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
