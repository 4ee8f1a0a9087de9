using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>Reads how long ago the stored data was read from Canvas. It checks no rights; call it for staff only.</summary>
public interface IStalenessReader
{
    /// <summary>Reads what is older than the thresholds, in one statement, the oldest course first.</summary>
    /// <param name="thresholds">The greatest ages, and the courses; null for the defaults and all courses.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidArgumentException">A threshold is negative.</exception>
    Task<StalenessReport> ReadAsync(StalenessThresholds? thresholds = null, CancellationToken cancellationToken = default);
}

/// <summary>The kinds of data that a sync reads in a rhythm of their own.</summary>
public enum SyncedKind
{
    /// <summary>The users, enrollments, totals and assignments of a course, which every sync lists.</summary>
    Course,

    /// <summary>The submissions of the course, with their scores.</summary>
    Submissions,

    /// <summary>The whole course in a full pass, which alone finds what Canvas shows in no other way.</summary>
    FullPass,

    /// <summary>The sections of the course.</summary>
    Sections,

    /// <summary>The e-mail addresses and names of users.</summary>
    ContactDetails,

    /// <summary>The groups of assignments, with their weights.</summary>
    AssignmentGroups,

    /// <summary>The grading periods, letter schemes and the late policy.</summary>
    GradingSetup,

    /// <summary>The modules and their items.</summary>
    Modules,
}

/// <summary>The ages beyond which data is stale.</summary>
public sealed record StalenessThresholds
{
    /// <summary>The greatest age of users, enrollments, totals and assignments. Default 36 hours.</summary>
    public TimeSpan Course { get; init; } = TimeSpan.FromHours(36);

    /// <summary>The greatest age of submissions. Default 36 hours.</summary>
    public TimeSpan Submissions { get; init; } = TimeSpan.FromHours(36);

    /// <summary>The greatest age of a full pass. Default 9 days, a little more than <see cref="SyncOptions.FullPassInterval"/>.</summary>
    public TimeSpan FullPass { get; init; } = TimeSpan.FromDays(9);

    /// <summary>The greatest age of a rarely changing listing. Default 9 days, a little more than <see cref="SyncOptions.StaticInterval"/>.</summary>
    public TimeSpan Listings { get; init; } = TimeSpan.FromDays(9);

    /// <summary>
    /// The greatest age of anything in a course that has ended. Default 35 days, a little more than <see cref="SyncOptions.ConcludedInterval"/>.
    /// </summary>
    public TimeSpan Concluded { get; init; } = TimeSpan.FromDays(35);

    /// <summary>The profile that the syncs use; null for the profile of the options. What it leaves out is not stale.</summary>
    public SyncProfile? Profile { get; init; }

    /// <summary>The courses; null for all stored courses that Canvas still has.</summary>
    public IReadOnlyCollection<long>? CourseIds { get; init; }

    internal void Check()
    {
        foreach (var (name, value) in ((string, TimeSpan)[])[(nameof(Course), Course), (nameof(Submissions), Submissions), (nameof(FullPass), FullPass), (nameof(Listings), Listings), (nameof(Concluded), Concluded)])
        {
            if (value < TimeSpan.Zero)
            {
                throw new InvalidArgumentException($"thresholds.{name}", $"{value} is negative.", "Give 0 or more.");
            }
        }
    }
}

/// <summary>A kind of data of a course that is older than its threshold.</summary>
/// <param name="Kind">The kind of data.</param>
/// <param name="ReadAt">When it was last read from Canvas; null for never, or unknown.</param>
/// <param name="Age">The time since then; null for never.</param>
public sealed record StaleData(SyncedKind Kind, DateTimeOffset? ReadAt, TimeSpan? Age);

/// <summary>A course with stale data.</summary>
public sealed record StaleCourse
{
    /// <summary>The Canvas course id.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long CourseId { get; init; }

    /// <summary>The name of the course.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the course had ended at its last full pass.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>Whether a process holds the course now.</summary>
    public bool IsAtWork { get; init; }

    /// <summary>The kind of the last failure; null when the last sync succeeded.</summary>
    public string? LastError { get; init; }

    /// <summary>The data that is stale, the longest unread first.</summary>
    public required IReadOnlyList<StaleData> Data { get; init; }
}

/// <summary>The data that was not read from Canvas for longer than the thresholds.</summary>
/// <param name="At">When the report was made.</param>
/// <param name="Courses">The number of courses looked at.</param>
/// <param name="Stale">The courses with stale data, the longest unread first.</param>
public sealed record StalenessReport(DateTimeOffset At, int Courses, IReadOnlyList<StaleCourse> Stale);
