namespace CanvasData.Operations.Sync;

/// <summary>How much of Canvas a sync looks at.</summary>
public enum SyncStrategy
{
    /// <summary>Everything; what complete listings lack is marked missing.</summary>
    Full,

    /// <summary>
    /// Submissions graded or handed in since the last sync, everything else completely; a full pass when the last
    /// one is older than <see cref="SyncOptions.FullPassInterval"/>, because Canvas tells no un-grading, excusing,
    /// unposting or deletion of a submission in any other way.
    /// </summary>
    Incremental,

    /// <summary>Everything, but only adds and updates: nothing is ever marked missing.</summary>
    Conservative,
}

/// <summary>Which work goes first when more courses wait than may run at once.</summary>
public enum SyncPriority
{
    /// <summary>After everything else: nightly passes.</summary>
    Low,

    /// <summary>In order of arrival.</summary>
    Medium,

    /// <summary>Before everything else: a person waits for it.</summary>
    High,
}

/// <summary>What happens to a stored row that was edited locally.</summary>
public enum ConflictStrategy
{
    /// <summary>The row becomes what Canvas says.</summary>
    CanvasWins,

    /// <summary>The row stays as it was edited.</summary>
    LocalWins,

    /// <summary>The edited fields stay, all others become what Canvas says. Fields are known for edits made through EF; else every differing one counts as edited.</summary>
    MergeByField,

    /// <summary>The course fails and stays as it was.</summary>
    Fail,
}

/// <summary>What to sync, and how.</summary>
public sealed record SyncRequest
{
    /// <summary>How much of Canvas to look at. Default <see cref="SyncStrategy.Full"/>.</summary>
    public SyncStrategy Strategy { get; init; }

    /// <summary>Which work goes first. Default <see cref="SyncPriority.Medium"/>.</summary>
    public SyncPriority Priority { get; init; } = SyncPriority.Medium;

    /// <summary>What happens to rows that were edited locally. Default <see cref="ConflictStrategy.CanvasWins"/>.</summary>
    public ConflictStrategy Conflicts { get; init; }

    /// <summary>What to fetch and store; null for the profile of the options.</summary>
    public SyncProfile? Profile { get; init; }

    /// <summary>The courses; null for every course that the client lists. An empty list syncs nothing.</summary>
    public IReadOnlyCollection<long>? CourseIds { get; init; }

    /// <summary>
    /// Accepts that many rows vanish at once. Without it, a course whose listing lacks more than
    /// <see cref="SyncOptions.MassDisappearanceShare"/> of its rows fails and stays as it was.
    /// </summary>
    public bool AcceptMassDisappearance { get; init; }
}

/// <summary>How syncs work.</summary>
public sealed class SyncOptions
{
    /// <summary>What to fetch and store when a request does not say. Default <see cref="SyncProfile.Full"/>.</summary>
    public SyncProfile Profile { get; set; } = SyncProfile.Full;

    /// <summary>Courses synced at once in this process. Default 4, range 1 to 64.</summary>
    public int MaxConcurrentCourses { get; set; } = 4;

    /// <summary>How long a course stays claimed when its owner falls silent. Default 1 minute, range 5 seconds to 1 hour.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How old the last full pass may be before an incremental sync makes one. Default 24 hours, range 0 to 90 days.</summary>
    public TimeSpan FullPassInterval { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How far an incremental sync reaches back before its last start. Default 10 minutes, range 0 to 24 hours.</summary>
    public TimeSpan SignpostOverlap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The share of a collection's rows that may vanish at once. Default 0.2, range 0 to 1; 1 never stops.</summary>
    public double MassDisappearanceShare { get; set; } = 0.2;

    /// <summary>Fewer vanished rows than this never stop a sync, unless all are gone. Default 10, range 1 or more.</summary>
    public int MassDisappearanceMinimum { get; set; } = 10;

    /// <summary>Rows of a collection kept in memory; more go to a temporary file. Default 20,000, range 100 or more.</summary>
    public int MemoryRows { get; set; } = 20_000;

    /// <summary>Rows compared and written at once. Default 20,000, range 100 to 200,000.</summary>
    public int BatchRows { get; set; } = 20_000;

    internal IEnumerable<string> Validate()
    {
        if (Profile is null)
        {
            yield return "Sync.Profile is null: choose a profile, for example SyncProfile.Full.";
        }

        foreach (var problem in Profile?.Validate() ?? [])
        {
            yield return $"Sync.Profile: {problem}";
        }

        if (MaxConcurrentCourses is < 1 or > 64)
        {
            yield return $"Sync.MaxConcurrentCourses is {MaxConcurrentCourses}: give 1 to 64.";
        }

        if (LeaseDuration < TimeSpan.FromSeconds(5) || LeaseDuration > TimeSpan.FromHours(1))
        {
            yield return $"Sync.LeaseDuration is {LeaseDuration}: give 5 seconds to 1 hour.";
        }

        if (FullPassInterval < TimeSpan.Zero || FullPassInterval > TimeSpan.FromDays(90))
        {
            yield return $"Sync.FullPassInterval is {FullPassInterval}: give 0 to 90 days.";
        }

        if (SignpostOverlap < TimeSpan.Zero || SignpostOverlap > TimeSpan.FromHours(24))
        {
            yield return $"Sync.SignpostOverlap is {SignpostOverlap}: give 0 to 24 hours.";
        }

        if (MassDisappearanceShare is not (>= 0 and <= 1))
        {
            yield return $"Sync.MassDisappearanceShare is {MassDisappearanceShare}: give 0 to 1.";
        }

        if (MassDisappearanceMinimum < 1)
        {
            yield return $"Sync.MassDisappearanceMinimum is {MassDisappearanceMinimum}: give 1 or more.";
        }

        if (MemoryRows < 100)
        {
            yield return $"Sync.MemoryRows is {MemoryRows}: give 100 or more.";
        }

        if (BatchRows is < 100 or > 200_000)
        {
            yield return $"Sync.BatchRows is {BatchRows}: give 100 to 200,000.";
        }
    }
}
