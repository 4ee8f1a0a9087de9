using CanvasData.Operations.Client;

namespace CanvasData.Operations.Sync;

/// <summary>The strategies of a sync: how much of Canvas it reads.</summary>
public enum SyncStrategy
{
    /// <summary>Syncs everything; what complete listings lack is marked missing.</summary>
    Full,

    /// <summary>
    /// Syncs what changed since the last sync. Users, enrollments, totals, assignments and their overrides are listed completely, and so
    /// are submissions that were graded or submitted. Submissions are also listed where an assignment has changed or became due, and where
    /// a total does not follow from the stored work. Sections, assignment groups, e-mail addresses, grading setup and modules are listed
    /// once every <see cref="SyncOptions.StaticInterval"/>. A full pass follows once every <see cref="SyncOptions.FullPassInterval"/>, for
    /// all that Canvas shows in no other way.
    /// </summary>
    Incremental,

    /// <summary>Syncs everything, but only adds and updates: nothing is ever marked missing.</summary>
    Conservative,
}

/// <summary>The priority of a course when more courses wait than may run at once.</summary>
public enum SyncPriority
{
    /// <summary>The course goes after everything else: nightly passes.</summary>
    Low,

    /// <summary>The course goes in order of arrival.</summary>
    Medium,

    /// <summary>The course goes before everything else: a person waits for it.</summary>
    High,
}

/// <summary>The treatment of a stored row that was edited locally.</summary>
public enum ConflictStrategy
{
    /// <summary>The row gets the values of Canvas.</summary>
    CanvasWins,

    /// <summary>The row stays as it was edited.</summary>
    LocalWins,

    /// <summary>
    /// The edited fields stay, all others get the values of Canvas. Fields are known for edits made through EF; else every differing one
    /// counts as edited.
    /// </summary>
    MergeByField,

    /// <summary>The course fails and stays as it was.</summary>
    Fail,
}

/// <summary>The courses to sync, and how.</summary>
public sealed record SyncRequest
{
    /// <summary>The strategy. Default <see cref="SyncStrategy.Full"/>.</summary>
    public SyncStrategy Strategy { get; init; }

    /// <summary>The priority. Default <see cref="SyncPriority.Medium"/>.</summary>
    public SyncPriority Priority { get; init; } = SyncPriority.Medium;

    /// <summary>The treatment of rows that were edited locally. Default <see cref="ConflictStrategy.CanvasWins"/>.</summary>
    public ConflictStrategy Conflicts { get; init; }

    /// <summary>The profile: what to fetch and store; null for the profile of the options.</summary>
    public SyncProfile? Profile { get; init; }

    /// <summary>The courses; null for every course that the client lists. An empty list syncs nothing.</summary>
    public IReadOnlyCollection<long>? CourseIds { get; init; }

    /// <summary>
    /// Chooses among the courses that the client lists, by term, account, state, start and end; null for all. Courses that
    /// are not chosen stay as they are, and none is marked missing. It cannot be combined with <see cref="CourseIds"/>.
    /// </summary>
    public CourseFilter? Courses { get; init; }

    /// <summary>
    /// Accepts that many rows vanish at once. Without it, a course whose listing lacks more than
    /// <see cref="SyncOptions.MassDisappearanceShare"/> of its rows fails and stays as it was.
    /// </summary>
    public bool AcceptMassDisappearance { get; init; }

    /// <summary>Whether the accounts are read though the courses are named.</summary>
    internal bool WithAccounts { get; init; }

    /// <summary>The listed courses that are due; null for all. The others are listed, and stay as they are.</summary>
    internal IReadOnlySet<long>? Due { get; init; }

    /// <summary>The id of the run; null for a new one.</summary>
    internal Guid? RunId { get; init; }

    /// <exception cref="ArgumentException">It contradicts itself.</exception>
    internal void Check()
    {
        if (string.Join(' ', Validate()) is { Length: > 0 } problems)
        {
            throw new ArgumentException(problems, "request");
        }
    }

    internal IEnumerable<string> Validate()
    {
        if (Profile?.Validate() is { Count: > 0 } contradictions)
        {
            yield return $"The profile contradicts itself: {string.Join(' ', contradictions)}";
        }

        if (CourseIds?.Any(id => id < 1) == true)
        {
            yield return $"SyncRequest.CourseIds holds {CourseIds.First(id => id < 1)}: Canvas course ids are 1 or more.";
        }

        foreach (var problem in Courses?.Validate() ?? [])
        {
            yield return $"SyncRequest.Courses: {problem}";
        }

        if (CourseIds is not null && Courses is not null)
        {
            yield return "SyncRequest.CourseIds and SyncRequest.Courses are both set: name the courses, or choose them.";
        }
    }
}

/// <summary>The options of syncs.</summary>
public sealed class SyncOptions
{
    /// <summary>The profile of requests that name none. Default <see cref="SyncProfile.Full"/>.</summary>
    public SyncProfile Profile { get; set; } = SyncProfile.Full;

    /// <summary>The courses synced at once in this process. Default 4, range 1 to 64.</summary>
    public int MaxConcurrentCourses { get; set; } = 4;

    /// <summary>
    /// The time after which the lease of a course expires when its owner falls silent. Default 1 minute, range 5 seconds to 1 hour.
    /// </summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The age that the last full pass of a course may reach before an incremental sync makes one. Default 7 days, range 0 to 90 days; 0
    /// makes every sync a full one. Every course has a time of its own in the interval, so that the passes spread over the runs.
    /// </summary>
    public TimeSpan FullPassInterval { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The age that the last listing of sections, assignment groups, e-mail addresses, grading setup or modules may reach before an
    /// incremental sync lists them again. Default 7 days, range 0 to 90 days; 0 lists them each time.
    /// </summary>
    public TimeSpan StaticInterval { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// The interval at which a course that has ended gets a full pass in incremental runs over listed courses. The first pass follows
    /// its end. Default 30 days, range 0 to 365 days; 0 treats it as any other course.
    /// </summary>
    public TimeSpan ConcludedInterval { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The time by which an incremental sync reaches back before its last start. Default 10 minutes, range 0 to 24 hours.
    /// </summary>
    public TimeSpan WatermarkOverlap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The share of a collection's rows that may vanish at once. Default 0.2, range 0 to 1; 1 never stops.</summary>
    public double MassDisappearanceShare { get; set; } = 0.2;

    /// <summary>The number of vanished rows below which a sync never stops, unless all are gone. Default 10, range 1 or more.</summary>
    public int MassDisappearanceMinimum { get; set; } = 10;

    /// <summary>The rows of a collection kept in memory; more go to a temporary file. Default 20,000, range 100 or more.</summary>
    public int MemoryRows { get; set; } = 20_000;

    /// <summary>The rows compared and written at once. Default 20,000, range 100 to 200,000.</summary>
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

        if (StaticInterval < TimeSpan.Zero || StaticInterval > TimeSpan.FromDays(90))
        {
            yield return $"Sync.StaticInterval is {StaticInterval}: give 0 to 90 days.";
        }

        if (ConcludedInterval < TimeSpan.Zero || ConcludedInterval > TimeSpan.FromDays(365))
        {
            yield return $"Sync.ConcludedInterval is {ConcludedInterval}: give 0 to 365 days.";
        }

        if (WatermarkOverlap < TimeSpan.Zero || WatermarkOverlap > TimeSpan.FromHours(24))
        {
            yield return $"Sync.WatermarkOverlap is {WatermarkOverlap}: give 0 to 24 hours.";
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
