using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock: leases must not depend on the clocks of hosts.
#pragma warning disable RS0030

namespace CanvasData.Operations.Orchestration;

/// <summary>The tables of Live Events: the hints, and the processes that have them.</summary>
internal sealed class LiveEventStore(ICanvasContexts contexts, IOptions<SyncOptions> sync, TimeProvider time)
{
    private const int DeletedAtOnce = 500;

    // Zero is never a time at which a lease was renewed.
    private long _renewedAt;

    /// <summary>This process. It has another id after each start.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>How often the lease is renewed.</summary>
    public TimeSpan Renewal => sync.Value.LeaseDuration / 4;

    /// <summary>Whether no other process can have taken the hints of this one.</summary>
    public bool IsLeaseFresh => Volatile.Read(ref _renewedAt) is not 0 and var at && time.GetElapsedTime(at) < sync.Value.LeaseDuration / 2;

    /// <summary>Looks whether the host maps the tables.</summary>
    /// <exception cref="CanvasConfigurationException">It does not.</exception>
    public Task CheckModelAsync(CancellationToken cancellationToken) => contexts.UseAsync(
        database => database.Model.FindEntityType(typeof(CanvasLiveEventHint)) is not null && database.Database.IsRelational()
            ? Task.CompletedTask
            : throw new CanvasConfigurationException(
                $"{database.GetType().Name} does not map the tables of Live Events.",
                "Call modelBuilder.AddCanvasLiveEvents() after AddCanvasData() in its OnModelCreating, and add a migration. Live Events need PostgreSQL, SQL Server or SQLite."),
        cancellationToken);

    /// <summary>Finds the objects that hints name, among what is stored.</summary>
    /// <returns>An object for each hint; null where nothing is stored of it.</returns>
    public Task<IReadOnlyList<RefreshTarget?>> FindAsync(IReadOnlyList<EventHint> hints, CancellationToken cancellationToken) =>
        RunAsync(database => new HintLookup(database).FindAsync(hints, cancellationToken), cancellationToken);

    /// <summary>Stores hints, all or none.</summary>
    public Task AddAsync(IReadOnlyList<StoredHint> hints, CancellationToken cancellationToken) => RunAsync(
        async database =>
        {
            database.AddRange(hints.Select(hint => new CanvasLiveEventHint
            {
                Id = hint.Id,
                ReceiverId = Id,
                Kind = hint.Target.Kind,
                CourseId = hint.Target.CourseId,
                AssignmentId = hint.Target.AssignmentId,
                UserId = hint.Target.UserId,
                ReceivedAt = hint.ReceivedAt,
            }));
            try
            {
                return await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException error) when (DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Duplicate })
            {
                // An earlier try had stored them, and only its answer was lost.
                return hints.Count;
            }
        },
        cancellationToken);

    /// <summary>Removes hints that were served.</summary>
    public async Task RemoveAsync(IReadOnlyList<StoredHint> hints, CancellationToken cancellationToken)
    {
        foreach (var chunk in hints.Select(hint => hint.Id).Chunk(DeletedAtOnce))
        {
            await RunAsync(
                database => database.Set<CanvasLiveEventHint>().IgnoreQueryFilters().Where(hint => chunk.Contains(hint.Id)).ExecuteDeleteAsync(cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Renews the lease of this process, and takes over the hints of those that have ended or fallen silent.</summary>
    /// <returns>All hints that this process has; null when it took over none.</returns>
    public async Task<IReadOnlyList<StoredHint>?> RenewAsync(CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var isTaken = await RunAsync(RenewAsync, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _renewedAt, at);
        return isTaken ? await RunAsync(ReadAsync, cancellationToken).ConfigureAwait(false) : null;

        async Task<bool> RenewAsync(DbContext database)
        {
            if (await ProlongAsync(database).ConfigureAwait(false) == 0)
            {
                database.Add(new CanvasLiveEventReceiver { Id = Id, Process = ProcessIdentity.Current, LeaseUntil = DateTime.UnixEpoch });
                await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                await ProlongAsync(database).ConfigureAwait(false);
            }

            return await TakeOverAsync(database, cancellationToken).ConfigureAwait(false);
        }

        Task<int> ProlongAsync(DbContext database)
        {
            var seconds = sync.Value.LeaseDuration.TotalSeconds;
            return database.Set<CanvasLiveEventReceiver>().IgnoreQueryFilters().Where(row => row.Id == Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, row => DateTime.UtcNow.AddSeconds(seconds)), cancellationToken);
        }

        async Task<IReadOnlyList<StoredHint>> ReadAsync(DbContext database) =>
            [.. (await database.Rows<CanvasLiveEventHint>().Where(row => row.ReceiverId == Id).ToListAsync(cancellationToken).ConfigureAwait(false))
                .Select(row => new StoredHint(row.Id, new RefreshTarget(row.Kind, row.CourseId, row.AssignmentId, row.UserId), row.ReceivedAt))];
    }

    /// <summary>Gives what this process has to whoever renews next.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => contexts.UseAsync(
        database => database.Set<CanvasLiveEventReceiver>().IgnoreQueryFilters().Where(row => row.Id == Id).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    /// <summary>Reads how much waits.</summary>
    public Task<LiveEventBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => RunAsync(
        async database =>
        {
            var found = await database.Rows<CanvasLiveEventHint>().GroupBy(_ => 1).Select(all => new { Count = all.Count(), Oldest = all.Min(row => row.ReceivedAt) })
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return new LiveEventBacklog { Waiting = found?.Count ?? 0, OldestAt = found is null ? null : new DateTimeOffset(UtcDateTimeConverter.ToUtc(found.Oldest)) };
        },
        cancellationToken);

    private async Task<bool> TakeOverAsync(DbContext database, CancellationToken cancellationToken)
    {
        var others = await database.Rows<CanvasLiveEventReceiver>().Where(row => row.Id != Id)
            .Select(row => new { row.Id, row.Process, IsSilent = row.LeaseUntil < DateTime.UtcNow }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var ended = others.Where(row => row.IsSilent || ProcessIdentity.HasEnded(row.Process)).Select(row => row.Id).ToList();
        await database.Set<CanvasLiveEventReceiver>().IgnoreQueryFilters().Where(row => ended.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

        // A process without a row has ended, or was silent for too long; its hints have no process.
        return await database.Set<CanvasLiveEventHint>().IgnoreQueryFilters()
            .Where(hint => !database.Set<CanvasLiveEventReceiver>().IgnoreQueryFilters().Any(row => row.Id == hint.ReceiverId))
            .ExecuteUpdateAsync(set => set.SetProperty(hint => hint.ReceiverId, Id), cancellationToken).ConfigureAwait(false) > 0;
    }

    private async Task<T> RunAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await DatabaseRetry.RunAsync(() => contexts.UseAsync(work, cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Schema } failure)
        {
            throw new CanvasConfigurationException($"The tables of Live Events are not in the database. {failure.Text}.", "Apply the host's migrations (dotnet ef database update).", error);
        }
    }
}
