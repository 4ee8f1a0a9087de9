using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>The outcomes of the sync of a course.</summary>
public enum CourseSyncOutcome
{
    /// <summary>The course was written, in one transaction.</summary>
    Succeeded,

    /// <summary>The sync failed; nothing of the course was written.</summary>
    Failed,

    /// <summary>The course is being synced by another process or call; nothing was done.</summary>
    AlreadyRunning,

    /// <summary>The lease expired while this process was silent, and a newer owner has the course; nothing was written.</summary>
    Fenced,

    /// <summary>The caller canceled; nothing of the course was written.</summary>
    Canceled,
}

/// <summary>The counts of the rows of one table.</summary>
/// <param name="Added">The rows that were not there.</param>
/// <param name="Changed">The rows of which at least one value changed, returned ones included.</param>
/// <param name="Unchanged">The rows that are as Canvas says; not written.</param>
/// <param name="Missing">The rows that Canvas no longer has; marked, not deleted.</param>
public sealed record RowCounts(long Added, long Changed, long Unchanged, long Missing)
{
    /// <summary>The counts of zero.</summary>
    public static RowCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>The rows that are now others than before.</summary>
    internal long Changes => Added + Changed + Missing;

    /// <summary>The sum of both.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static RowCounts operator +(RowCounts left, RowCounts right) => Add(left, right);

    /// <summary>The sum of both; the named form of the operator.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static RowCounts Add(RowCounts left, RowCounts right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Added + right.Added, left.Changed + right.Changed, left.Unchanged + right.Unchanged, left.Missing + right.Missing);
    }
}

/// <summary>The failure of a course.</summary>
/// <param name="Kind">The kind of exception, for example CanvasUnavailableException.</param>
/// <param name="Message">The message: what happened and where, without the remedy. No tokens, no personal data.</param>
/// <param name="Remedy">The call or setting that cures it; null when unknown.</param>
/// <param name="IsTransient">Whether the next run may succeed without any change.</param>
public sealed record SyncFailure(string Kind, string Message, string? Remedy, bool IsTransient)
{
    /// <summary>The message followed by the remedy.</summary>
    internal string Text => Remedy is null ? Message : $"{Message} {Remedy}";

    internal static SyncFailure From(Exception error) => (error, DatabaseError.Find(error)) switch
    {
        (CanvasOperationsException known, _) => new(known.GetType().Name, known.Problem, known.Remedy, known.IsTransient),
        (RowsRefusedException refused, { } database) => new(nameof(DbUpdateException), refused.Message, database.Remedy, database.IsPassing),
        (_, { IsOfDriver: true } database) => new(error.GetType().Name, $"The database failed. {SafeText.KindsOf(error)}.", database.Remedy, database.IsPassing),
        (_, var failure) => new(
            error.GetType().Name, $"{SafeText.KindsOf(error)} while the sync was at work.", "The log of the host holds the place in the code.", failure is { IsPassing: true }),
    };
}

/// <summary>A row that was edited locally, and how the conflict was resolved.</summary>
/// <param name="Entity">The kind of row, for example assignment.</param>
/// <param name="CanvasId">The id in Canvas.</param>
/// <param name="Fields">The fields in which row and Canvas differed.</param>
/// <param name="Resolution">The strategy that decided.</param>
public sealed record SyncConflict(string Entity, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CanvasId, IReadOnlyList<string> Fields, ConflictStrategy Resolution);

/// <summary>The result of the sync of one course.</summary>
public sealed record CourseSyncReport
{
    /// <summary>The Canvas course id.</summary>
    [JsonNumberHandling(CanvasIdJson.AsText)]
    public required long CourseId { get; init; }

    /// <summary>The outcome of the sync.</summary>
    public required CourseSyncOutcome Outcome { get; init; }

    /// <summary>The failure; null when it succeeded.</summary>
    public SyncFailure? Failure { get; init; }

    /// <summary>The strategy that was used: an incremental sync may have made its periodic full pass.</summary>
    public SyncStrategy Strategy { get; init; }

    /// <summary>The time from start to end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The requests sent to Canvas.</summary>
    public long Requests { get; init; }

    /// <summary>The rows written to all layers; bookkeeping of the sync itself not included.</summary>
    public long RowsWritten { get; init; }

    /// <summary>The rows by table of Layer 1; tables that were not synced are not there.</summary>
    public IReadOnlyDictionary<string, RowCounts> Rows { get; init; } = new Dictionary<string, RowCounts>();

    /// <summary>The rows appended to Layer 2.</summary>
    public long HistoryRows { get; init; }

    /// <summary>The rows that stay as they are, because another course has read them later than the source was read.</summary>
    public int NewerRows { get; init; }

    /// <summary>The records and fields in quarantine, the first 100.</summary>
    public IReadOnlyList<RejectedRecord> Rejected { get; init; } = [];

    /// <summary>Courses out of which rows have moved into this one.</summary>
    internal IReadOnlySet<long> TookFrom { get; init; } = new HashSet<long>();

    /// <summary>The number of records and fields in quarantine.</summary>
    public int RejectedCount { get; init; }

    /// <summary>The rows that came twice in a listing; harmless.</summary>
    public int Duplicates { get; init; }

    /// <summary>The texts in which characters were replaced that no database can store.</summary>
    public int SanitizedTexts { get; init; }

    /// <summary>The records that were left out because they are about a person who was erased.</summary>
    public int ErasedRecords { get; init; }

    /// <summary>The fields of Canvas that this version does not know, as "entity.field", with how often they came.</summary>
    public IReadOnlyDictionary<string, long> UnknownFields { get; init; } = new Dictionary<string, long>();

    /// <summary>The rows that were edited locally.</summary>
    public IReadOnlyList<SyncConflict> Conflicts { get; init; } = [];

    /// <summary>
    /// The lists that were not read, each with the reason. They were refused to the token, kept failing in Canvas, or belong to a course
    /// that has ended and is not due. Nothing was inferred about them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Skipped { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The owner that held the course (machine, process), for <see cref="CourseSyncOutcome.AlreadyRunning"/>; null for
    /// any other outcome. Not in the JSON, which may go to browsers.
    /// </summary>
    [JsonIgnore]
    public string? HeldBy { get; init; }
}

/// <summary>The result of a run.</summary>
public sealed record SyncReport
{
    /// <summary>The run, as in the table of runs.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time from start to end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The failure that stopped the whole run (a rejected token, a failed list of courses); null without one.</summary>
    public SyncFailure? Failure { get; init; }

    /// <summary>An entry a course.</summary>
    public required IReadOnlyList<CourseSyncReport> Courses { get; init; }

    /// <summary>The accounts of the school; null when the run did not read them, because courses were named or they are not due.</summary>
    public AccountSyncReport? Accounts { get; init; }

    /// <summary>The requests sent to Canvas, the list of courses included.</summary>
    public long Requests { get; init; }

    /// <summary>The courses that Canvas no longer lists and that were marked missing.</summary>
    public int MissingCourses { get; init; }

    /// <summary>Whether the run was not stopped, and no course failed or was canceled. A course that another owner is syncing has not failed.</summary>
    public bool Succeeded => Failure is null && Courses.All(course => course.Outcome is CourseSyncOutcome.Succeeded or CourseSyncOutcome.AlreadyRunning);

    /// <summary>The courses that failed or lost their lease to a newer owner. Canceled courses are not among them.</summary>
    [JsonIgnore]
    public IEnumerable<CourseSyncReport> FailedCourses => Courses.Where(course => course.Outcome is CourseSyncOutcome.Failed or CourseSyncOutcome.Fenced);

    internal int Count(CourseSyncOutcome outcome) => Courses.Count(course => course.Outcome == outcome);

    /// <summary>The rows written to all layers.</summary>
    public long RowsWritten => Courses.Sum(course => course.RowsWritten) + (Accounts?.RowsWritten ?? 0);

    /// <summary>The rows by table over all courses.</summary>
    public IReadOnlyDictionary<string, RowCounts> Rows => Courses
        .SelectMany(course => course.Rows)
        .GroupBy(pair => pair.Key, pair => pair.Value)
        .ToDictionary(group => group.Key, group => group.Aggregate(RowCounts.Add));

    /// <summary>The report as JSON; no personal data in it.</summary>
    /// <param name="indented">Whether to break lines.</param>
    public string ToJson(bool indented = false) => SyncReportJson.Write(this, indented);

    /// <summary>The report at a glance, a few lines of text.</summary>
    public override string ToString() => SyncReportText.Write(this);
}
