using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock: a lease must not depend on the
// clocks of hosts. Only InMemory, which has no clock of its own, takes the host's.
#pragma warning disable RS0030
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>A claim of one course: who holds it since when, and what a commit must find unchanged.</summary>
internal sealed record CourseLease(
    long CourseId, long Epoch, long Version, string Owner, DateTime Since, DateTime? Watermark, DateTime? LastFullSyncAt, DateTime? LastSyncedAt, string? ListedAt)
{
    /// <summary>The end of the name of an owner that refreshes single objects.</summary>
    public const string RefreshMark = ":refresh";

    /// <summary>The accounts that were erased before the claim: nothing about them is stored.</summary>
    public IReadOnlySet<long> Erased { get; init; } = new HashSet<long>();

    /// <summary>What <see cref="ListedAt"/> says, without people who were erased since it was written.</summary>
    public ListedMoments Moments => ListedMoments.Parse(OpenWork.Without(ListedAt, Erased));

    /// <summary>Clocks of hosts differ by so much without harm.</summary>
    public static readonly TimeSpan ToleratedLead = TimeSpan.FromMinutes(10);

    /// <summary>Whether an owner refreshes single objects, which is done soon.</summary>
    public static bool IsRefresh(string owner) => owner.EndsWith(RefreshMark, StringComparison.Ordinal);

    /// <summary>
    /// The moment of the sync: that of the claim, but never at or before the last one, if the clock of that was up to a day
    /// ahead. A last one far beyond the clock is not followed.
    /// </summary>
    public DateTime Moment => StoredMoments.After(LastSyncedAt, Since);

    /// <summary>Whether the last sync was made under a clock that was ahead: its moments cannot be followed.</summary>
    public bool FollowsWrongClock => LastFullSyncAt - Since > ToleratedLead || StoredMoments.IsFarAhead(Watermark, Since) || StoredMoments.IsFarAhead(LastSyncedAt, Since);
}

/// <summary>A course lease as it was when a run began.</summary>
internal sealed record KnownLease(long Version, string? ListedAt);

/// <summary>What a commit leaves in the course lease.</summary>
/// <param name="SyncedAt">The moment of the sync; null for a refresh of single objects, after which the course is as old as before.</param>
/// <param name="Watermark">From when the next incremental sync asks; null to leave it.</param>
/// <param name="FullAt">When a full pass was made, by the host's clock alone: one that was ahead must not put off the next; null for none.</param>
/// <param name="ListedAt">The moments of the rarely changing listings; null to leave them.</param>
internal sealed record LeaseProgress(DateTime? SyncedAt, DateTime? Watermark, DateTime? FullAt, string? ListedAt = null);

/// <summary>
/// Leases and fences. A claim raises the epoch; the first statement of every commit compares and sets (epoch, version). So a paused
/// process, a lost COMMIT reply or two hosts at once can neither double nor lose rows.
/// </summary>
internal sealed class CourseLeases(ICanvasContexts contexts, IOptions<SyncOptions> options, TimeProvider time, ILogger<CourseLeases> logger)
{
    // A refresh holds a course for as long as Canvas takes to answer two or three requests.
    private static readonly TimeSpan WaitForRefresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private int _warned;

    // Read once: a commit compares, and a fetch that did not know of an erasure is repeated.
    private volatile IReadOnlySet<long>? _erased;

    /// <summary>Claims a course for a sync. A refresh that holds it is waited for.</summary>
    /// <returns>The claim; null when another owner holds the course, who is then named.</returns>
    public Task<(CourseLease? Claim, string? Holder)> ClaimAsync(long courseId, CancellationToken cancellationToken) =>
        ClaimAsync(courseId, "", CourseLease.IsRefresh, WaitForRefresh, cancellationToken);

    /// <summary>Claims a course for a refresh. Whoever holds it is waited for.</summary>
    /// <returns>The claim; null when another owner still held the course in the end, who is then named.</returns>
    public Task<(CourseLease? Claim, string? Holder)> ClaimForRefreshAsync(long courseId, TimeSpan wait, CancellationToken cancellationToken) =>
        ClaimAsync(courseId, CourseLease.RefreshMark, _ => true, wait, cancellationToken);

    private async Task<(CourseLease? Claim, string? Holder)> ClaimAsync(
        long courseId, string mark, Predicate<string> isWaitedFor, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Named once: whoever repeats a claim of which only the answer was lost finds itself holding it.
        var owner = $"{ProcessIdentity.Current}:{Guid.NewGuid():N}{mark}";
        var started = time.GetTimestamp();
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var (claim, holder) = await DatabaseRetry.RunAsync(
                () => contexts.UseAsync(database => ClaimAsync(database, courseId, owner, cancellationToken), cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
            if (claim is not null || holder is null || !isWaitedFor(holder) || time.GetElapsedTime(started) >= wait)
            {
                return (claim, holder);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(CourseLease? Claim, string? Holder)> ClaimAsync(DbContext database, long courseId, string owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // From here on a cancellation would leave a lease that no process knows of or releases.
        await TryTakeAsync(database, courseId, owner, null).ConfigureAwait(false);
        var (unit, now) = await FindWithClockAsync(database, courseId).ConfigureAwait(false);
        if (unit?.Owner is null)
        {
            // A row without an owner was made since the first try by a host that has not taken it yet.
            await EnsureExistsAsync(database, courseId, cancellationToken).ConfigureAwait(false);
            await TryTakeAsync(database, courseId, owner, null).ConfigureAwait(false);
            (unit, now) = await FindWithClockAsync(database, courseId).ConfigureAwait(false);
        }

        if (unit?.Owner is { } holder && holder != owner && ProcessIdentity.HasEnded(holder))
        {
            await TryTakeAsync(database, courseId, owner, holder).ConfigureAwait(false);
            (unit, now) = await FindWithClockAsync(database, courseId).ConfigureAwait(false);
        }

        return unit?.Owner == owner
            ? (new CourseLease(courseId, unit.Epoch, unit.Version, owner, Moment(now), unit.Watermark, unit.LastFullSyncAt, unit.LastSyncedAt, unit.ListedAt)
            {
                Erased = _erased ??= await ErasedPeople.ReadAsync(database, CancellationToken.None).ConfigureAwait(false),
            }, null)
            : (null, unit?.Owner);
    }

    // A host's clock that runs ahead would stamp rows with times to come: the database's clock holds then. A host that
    // gives a clock of its own has chosen the time.
    private DateTime Moment(DateTime? databaseNow)
    {
        var now = UtcDateTimeConverter.Now(time);
        if (databaseNow is not { } clock || time != TimeProvider.System || now - clock <= CourseLease.ToleratedLead)
        {
            return now;
        }

        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            logger.ClockIsAhead((now - clock).ToString("c", CultureInfo.InvariantCulture));
        }

        return UtcDateTimeConverter.ToMicroseconds(clock);
    }

    /// <summary>The course lease of all courses that were synced before.</summary>
    public Task<Dictionary<long, KnownLease>> ReadAsync(CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(
            database => database.Rows<CanvasCourseLease>().Select(unit => new { unit.CourseId, unit.Version, unit.ListedAt })
                .ToDictionaryAsync(unit => unit.CourseId, unit => new KnownLease(unit.Version, unit.ListedAt), cancellationToken),
            cancellationToken), null, time, cancellationToken);

    /// <summary>Keeps a claim alive while the network is slow.</summary>
    /// <returns>Whether it still is this owner's.</returns>
    public Task<bool> RenewAsync(CourseLease lease, CancellationToken cancellationToken)
    {
        var seconds = options.Value.LeaseDuration.TotalSeconds;
        return contexts.UseAsync(async database => await UpdateAsync(
            database,
            units => units.Where(unit => unit.CourseId == lease.CourseId && unit.Epoch == lease.Epoch && unit.LeaseUntil != null),
            units => units.ExecuteUpdateAsync(set => set.SetProperty(unit => unit.LeaseUntil, unit => DateTime.UtcNow.AddSeconds(seconds)), cancellationToken),
            (unit, now) => unit.LeaseUntil = now.AddSeconds(seconds),
            cancellationToken).ConfigureAwait(false) == 1, cancellationToken);
    }

    /// <summary>Takes note of who is erased, for the claims to come.</summary>
    public void Note(IReadOnlySet<long> erased) => _erased = erased;

    /// <summary>Gives a claim back after a failure. That of a refresh is none of the course.</summary>
    public Task ReleaseAsync(CourseLease lease, string? error, CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(database => UpdateAsync(
            database,
            units => units.Where(unit => unit.CourseId == lease.CourseId && unit.Epoch == lease.Epoch && unit.Version == lease.Version),
            units => units.ExecuteUpdateAsync(set => set
                .SetProperty(unit => unit.LeaseUntil, (DateTime?)null)
                .SetProperty(unit => unit.LastError, unit => unit.Owner!.EndsWith(CourseLease.RefreshMark) ? unit.LastError : error), cancellationToken),
            (unit, _) => (unit.LeaseUntil, unit.LastError) = (null, CourseLease.IsRefresh(lease.Owner) ? unit.LastError : error),
            cancellationToken), cancellationToken), null, time, cancellationToken);

    /// <summary>The first statement of a commit.</summary>
    /// <returns>Whether this commit is the one to happen, has happened already, or must not happen.</returns>
    public static async Task<CommitRight> AdvanceAsync(DbContext database, CourseLease lease, LeaseProgress progress, CancellationToken cancellationToken)
    {
        var next = lease.Version + 1;
        var hit = await UpdateAsync(
            database,
            units => units.Where(unit => unit.CourseId == lease.CourseId && unit.Epoch == lease.Epoch && unit.Version == lease.Version),
            units => units.ExecuteUpdateAsync(set => set
                .SetProperty(unit => unit.Version, next)
                .SetProperty(unit => unit.LeaseUntil, (DateTime?)null)
                .SetProperty(unit => unit.LastSyncedAt, unit => progress.SyncedAt ?? unit.LastSyncedAt)
                .SetProperty(unit => unit.Watermark, unit => progress.Watermark ?? unit.Watermark)
                .SetProperty(unit => unit.LastFullSyncAt, unit => progress.FullAt ?? unit.LastFullSyncAt)
                .SetProperty(unit => unit.ListedAt, unit => progress.ListedAt ?? unit.ListedAt)
                .SetProperty(unit => unit.LastError, unit => progress.SyncedAt != null ? null : unit.LastError), cancellationToken),
            (unit, _) =>
            {
                (unit.Version, unit.LeaseUntil, unit.LastSyncedAt) = (next, null, progress.SyncedAt ?? unit.LastSyncedAt);
                unit.LastError = progress.SyncedAt is null ? unit.LastError : null;
                unit.Watermark = progress.Watermark ?? unit.Watermark;
                unit.LastFullSyncAt = progress.FullAt ?? unit.LastFullSyncAt;
                unit.ListedAt = progress.ListedAt ?? unit.ListedAt;
            },
            cancellationToken).ConfigureAwait(false);
        if (hit == 1)
        {
            return CommitRight.Granted;
        }

        var unit = await FindAsync(database, lease.CourseId, cancellationToken).ConfigureAwait(false);

        // The next owner may have claimed it since: the moment of the sync shows whose commit it was.
        return unit is not null && unit.Version == next && (unit.Owner == lease.Owner || (progress.SyncedAt is { } synced && unit.LastSyncedAt == synced))
            ? CommitRight.AlreadyDone
            : CommitRight.Lost;
    }

    /// <summary>Leaves word for the next sync of the course, inside the transaction of a refresh.</summary>
    public static Task NoteAsync(DbContext database, CourseLease lease, string listedAt, CancellationToken cancellationToken) => UpdateAsync(
        database,
        units => units.Where(unit => unit.CourseId == lease.CourseId),
        units => units.ExecuteUpdateAsync(set => set.SetProperty(unit => unit.ListedAt, listedAt), cancellationToken),
        (unit, _) => unit.ListedAt = listedAt,
        cancellationToken);

    private async Task TryTakeAsync(DbContext database, long courseId, string owner, string? from)
    {
        var seconds = options.Value.LeaseDuration.TotalSeconds;
        await UpdateAsync(
            database,
            units => units.Where(unit => unit.CourseId == courseId &&
                (unit.LeaseUntil == null || unit.LeaseUntil < DateTime.UtcNow || (from != null && unit.Owner == from))),
            units => units.ExecuteUpdateAsync(set => set
                .SetProperty(unit => unit.Epoch, unit => unit.Epoch + 1)
                .SetProperty(unit => unit.Owner, owner)
                .SetProperty(unit => unit.LeaseUntil, unit => DateTime.UtcNow.AddSeconds(seconds)), CancellationToken.None),
            (unit, now) => (unit.Epoch, unit.Owner, unit.LeaseUntil) = (unit.Epoch + 1, owner, now.AddSeconds(seconds)),
            CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task EnsureExistsAsync(DbContext database, long courseId, CancellationToken cancellationToken)
    {
        if (await FindAsync(database, courseId, cancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        var unit = new CanvasCourseLease { CourseId = courseId };
        database.Add(unit);
        try
        {
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbUpdateException or ArgumentException)
        {
            // Two hosts met at a new course; the other's row will do. Anything else shows at the read.
            database.ChangeTracker.Clear();
            if (await FindAsync(database, courseId, cancellationToken).ConfigureAwait(false) is null)
            {
                throw;
            }
        }

        database.ChangeTracker.Clear();
    }

    private static Task<CanvasCourseLease?> FindAsync(DbContext database, long courseId, CancellationToken cancellationToken) =>
        database.Rows<CanvasCourseLease>().SingleOrDefaultAsync(unit => unit.CourseId == courseId, cancellationToken);

    private static async Task<(CanvasCourseLease? Unit, DateTime? Now)> FindWithClockAsync(DbContext database, long courseId)
    {
        if (!database.Database.IsRelational())
        {
            return (await FindAsync(database, courseId, CancellationToken.None).ConfigureAwait(false), null);
        }

        var found = await database.Rows<CanvasCourseLease>()
            .Where(unit => unit.CourseId == courseId)
            .Select(unit => new { Unit = unit, DateTime.UtcNow })
            .SingleOrDefaultAsync(CancellationToken.None).ConfigureAwait(false);
        return (found?.Unit, found?.UtcNow is { Kind: DateTimeKind.Local } local ? local.ToUniversalTime() : found?.UtcNow);
    }

    // InMemory knows no ExecuteUpdate; there is no second process to fence off either.
    private static async Task<int> UpdateAsync(
        DbContext database,
        Func<IQueryable<CanvasCourseLease>, IQueryable<CanvasCourseLease>> where,
        Func<IQueryable<CanvasCourseLease>, Task<int>> update,
        Action<CanvasCourseLease, DateTime> updateOne,
        CancellationToken cancellationToken)
    {
        var units = where(database.Set<CanvasCourseLease>().IgnoreQueryFilters());
        if (database.Database.IsRelational())
        {
            return await update(units).ConfigureAwait(false);
        }

        var unit = await units.AsTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (unit is null)
        {
            return 0;
        }

        updateOne(unit, DateTime.UtcNow);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
        return 1;
    }
}

/// <summary>What the compare-and-set of a commit found.</summary>
internal enum CommitRight
{
    /// <summary>The commit may go on.</summary>
    Granted,

    /// <summary>It happened before; only its answer was lost.</summary>
    AlreadyDone,

    /// <summary>A newer owner has the course.</summary>
    Lost,
}
