namespace CanvasData.Operations.Maintenance;

/// <summary>The rules of <see cref="ICleanupManager"/>. Null turns a rule off.</summary>
public sealed class CleanupOptions
{
    /// <summary>How long an object on which nothing depends is inactive before it is deleted. At least a day; 90 days by default.</summary>
    public TimeSpan? DeleteInactiveAfter { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How long another object is inactive before it is archived. At least a day, and not less than
    /// <see cref="DeleteInactiveAfter"/>; 365 days by default.
    /// </summary>
    public TimeSpan? ArchiveInactiveAfter { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long an object waits for a decision before a reminder, and between two reminders. At least a day; 30 days by default.</summary>
    public TimeSpan? RemindEvery { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The age at which history moves to the archive tables. At least a day; null by default.</summary>
    public TimeSpan? ArchiveHistoryAfter { get; set; }

    internal IEnumerable<string> Validate()
    {
        foreach (var (name, value) in ((string, TimeSpan?)[])[
            (nameof(DeleteInactiveAfter), DeleteInactiveAfter), (nameof(ArchiveInactiveAfter), ArchiveInactiveAfter), (nameof(RemindEvery), RemindEvery), (nameof(ArchiveHistoryAfter), ArchiveHistoryAfter)])
        {
            if (IsOutOfRange(value))
            {
                yield return $"Cleanup.{name} is {value:c}: give a day to 100 years, or null to turn the rule off.";
            }
        }

        if (ArchiveInactiveAfter < DeleteInactiveAfter && !IsOutOfRange(ArchiveInactiveAfter) && !IsOutOfRange(DeleteInactiveAfter))
        {
            yield return $"Cleanup.{nameof(ArchiveInactiveAfter)} is {ArchiveInactiveAfter:c}, less than {nameof(DeleteInactiveAfter)} ({DeleteInactiveAfter:c}): give at least as much, since an archived object is not deleted.";
        }
    }

    private static bool IsOutOfRange(TimeSpan? value) => value < TimeSpan.FromDays(1) || value > TimeSpan.FromDays(36_500);
}
