namespace CanvasData.Operations.Analytics;

/// <summary>The sentences behind the statuses.</summary>
internal static class StatusReason
{
    public static string? Describe(AnalyticsStatus status) => status switch
    {
        AnalyticsStatus.Ok => null,
        AnalyticsStatus.InsufficientData => "Less than 5% of the course and fewer than two items are known.",
        AnalyticsStatus.NoRemainingWorkKnown => "All items are known and the course has no last day, so nothing says whether more will come.",
        AnalyticsStatus.NoCountedWork => "No item counts in the total: there is none with points, or all are excused.",
        AnalyticsStatus.BeforeStart => "The moment asked for is before the first day of the course.",
        _ => "The student was not in the class at that moment.",
    };
}
