using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>A tracked object that a rule concerns.</summary>
internal sealed record Candidate(CleanupRule Rule, string ObjectType, long ObjectId, long? CourseId, DateTime Since, string? Reason);

/// <summary>Candidates of one batch.</summary>
/// <param name="Found">The candidates.</param>
/// <param name="Last">The last object that was looked at; null when there are no more.</param>
internal sealed record CandidateBatch(IReadOnlyList<Candidate> Found, long? Last);

/// <summary>Finds the objects that the rules of a clean-up concern at one moment: the one reading of the rules.</summary>
internal sealed class CleanupRules(CleanupOptions options, IReadOnlyCollection<CleanupRule>? rules, DateTime now)
{
    public DateTime Now => now;

    /// <summary>Whether a rule is turned on and asked for.</summary>
    public bool IsOn(CleanupRule rule) => (rules is null || rules.Contains(rule)) && (rule == CleanupRule.DeleteApproved || AgeOf(rule) is not null);

    /// <summary>Whether a pass concerns any rule.</summary>
    public bool Concern(ObjectState state) => state switch
    {
        ObjectState.DeletionApproved => IsOn(CleanupRule.DeleteApproved),
        ObjectState.PendingDeletion => IsOn(CleanupRule.RemindPending),
        _ => IsOn(CleanupRule.DeleteInactive) || IsOn(CleanupRule.ArchiveInactive),
    };

    /// <summary>The moment until which history is archived; null when it is not.</summary>
    public DateTimeOffset? HistoryBefore => IsOn(CleanupRule.ArchiveHistory) ? new DateTimeOffset(Before(CleanupRule.ArchiveHistory), TimeSpan.Zero) : null;

    /// <summary>Finds candidates in one state, in the order of their ids.</summary>
    /// <param name="database">The context of a unit of work.</param>
    /// <param name="state">The state.</param>
    /// <param name="type">The kind of object.</param>
    /// <param name="after">The object before the first.</param>
    /// <param name="size">How many objects are looked at.</param>
    /// <param name="deleted">What a preview takes as deleted already; null for nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CandidateBatch> FindAsync(
        DbContext database, ObjectState state, string type, long after, int size, DeletedObjects? deleted, CancellationToken cancellationToken)
    {
        var due = type == CanvasObjectTypes.Enrollment ? Enrollments(database, state) : Objects(database, state, type);
        var rows = await due.Where(row => row.ObjectId > after).OrderBy(row => row.ObjectId).Take(size).ToListAsync(cancellationToken).ConfigureAwait(false);
        long? last = rows.Count == size ? rows[^1].ObjectId : null;
        if (deleted is not null)
        {
            rows.RemoveAll(row => deleted.Hold(row.CourseId, row.UserId));
        }

        if (state != ObjectState.Inactive)
        {
            var rule = state == ObjectState.DeletionApproved ? CleanupRule.DeleteApproved : CleanupRule.RemindPending;
            return new CandidateBatch(rows.ConvertAll(row => row.As(rule, type)), last);
        }

        var needed = await NeededAsync(database, type, [.. rows.Select(row => row.ObjectId)], deleted, cancellationToken).ConfigureAwait(false);
        var (deleteBefore, archiveBefore) = (Before(CleanupRule.DeleteInactive), Before(CleanupRule.ArchiveInactive));
        var found = new List<Candidate>(rows.Count);
        foreach (var row in rows)
        {
            // What nothing depends on is left to the rule that deletes it, where that is turned on.
            var isDeletable = options.DeleteInactiveAfter is not null && !needed.Contains(row.ObjectId);
            var rule = isDeletable ? CleanupRule.DeleteInactive : CleanupRule.ArchiveInactive;
            if (IsOn(rule) && row.Since <= (isDeletable ? deleteBefore : archiveBefore))
            {
                found.Add(row.As(rule, type));
            }
        }

        return new CandidateBatch(found, last);
    }

    private static async Task<HashSet<long>> NeededAsync(DbContext database, string type, long[] ids, DeletedObjects? deleted, CancellationToken cancellationToken)
    {
        var needed = await Dependencies.WithUserDataAsync(database, type, ids, cancellationToken).ConfigureAwait(false);
        needed.UnionWith(await Dependencies.WithHistoryAsync(database, type, ids, cancellationToken, deleted).ConfigureAwait(false));
        needed.UnionWith(await Dependencies.WithDecidedPartsAsync(database, type, ids, cancellationToken).ConfigureAwait(false));
        if (type == CanvasObjectTypes.Course && ids.Length > 0)
        {
            needed.UnionWith(await Dependencies.WithUserDataOfPartsAsync(database, ids, cancellationToken).ConfigureAwait(false));
        }

        return needed;
    }

    private IQueryable<DueRow> Objects(DbContext database, ObjectState state, string type) =>
        Due(database.Rows<CanvasObjectStatus>().Where(row => row.ObjectType == type), state)
            .Select(row => new DueRow { ObjectId = row.ObjectId, CourseId = row.CourseId, Since = row.StateChangedAt ?? row.RemovedAt ?? row.UpdatedAt, Reason = row.RemovalReason });

    private IQueryable<DueRow> Enrollments(DbContext database, ObjectState state) =>
        Due(database.Rows<CanvasEnrollmentStatus>(), state).Select(row => new DueRow
        {
            ObjectId = row.EnrollmentId, CourseId = row.CourseId, UserId = row.UserId, Since = row.StateChangedAt ?? row.RemovedAt ?? row.UpdatedAt, Reason = row.RemovalReason,
        });

    private IQueryable<TRow> Due<TRow>(IQueryable<TRow> rows, ObjectState state) where TRow : CanvasLifecycleRow
    {
        rows = rows.Where(ObjectLifecycle.IsIn<TRow>([state]));
        if (state == ObjectState.DeletionApproved)
        {
            return rows;
        }

        if (state == ObjectState.PendingDeletion)
        {
            var remind = Before(CleanupRule.RemindPending);
            return rows.Where(row => (row.StateChangedAt ?? row.RemovedAt ?? row.UpdatedAt) <= remind && (row.RemindedAt == null || row.RemindedAt <= remind));
        }

        var before = IsOn(CleanupRule.DeleteInactive) ? Before(CleanupRule.DeleteInactive) : Before(CleanupRule.ArchiveInactive);
        return rows.Where(row => (row.StateChangedAt ?? row.RemovedAt ?? row.UpdatedAt) <= before);
    }

    private TimeSpan? AgeOf(CleanupRule rule) => rule switch
    {
        CleanupRule.DeleteInactive => options.DeleteInactiveAfter,
        CleanupRule.ArchiveInactive => options.ArchiveInactiveAfter,
        CleanupRule.RemindPending => options.RemindEvery,
        CleanupRule.ArchiveHistory => options.ArchiveHistoryAfter,
        _ => null,
    };

    private DateTime Before(CleanupRule rule) => AgeOf(rule) is { } age ? now - age : DateTime.MinValue;

    private sealed class DueRow
    {
        public required long ObjectId { get; init; }

        public required long? CourseId { get; init; }

        public long? UserId { get; init; }

        public required DateTime Since { get; init; }

        public required string? Reason { get; init; }

        public Candidate As(CleanupRule rule, string type) => new(rule, type, ObjectId, CourseId, Since, Reason);
    }
}
