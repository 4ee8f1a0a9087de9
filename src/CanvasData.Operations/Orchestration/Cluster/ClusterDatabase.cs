using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Orchestration;

/// <summary>The host's database, as the nodes of a cluster use it: short statements, repeated when the database is away for a while.</summary>
internal sealed class ClusterDatabase(ICanvasContexts contexts, SchemaGuard guard, BulkWriters writers, IOptions<ClusterOptions> options, TimeProvider time)
{
    private volatile bool _isFit;

    /// <summary>Looks whether the tables are there and hold this Canvas.</summary>
    /// <returns>The database's clock.</returns>
    /// <exception cref="CanvasConfigurationException">They are not.</exception>
    public async Task<DateTime> EnsureAsync(CancellationToken cancellationToken)
    {
        var now = ToUtc(await guard.EnsureAsync(cancellationToken).ConfigureAwait(false));
        await EnsureTablesAsync(cancellationToken).ConfigureAwait(false);
        return now;
    }

    /// <summary>Looks once whether the tables of a cluster are there.</summary>
    /// <exception cref="CanvasConfigurationException">They are not.</exception>
    public async Task EnsureTablesAsync(CancellationToken cancellationToken)
    {
        if (!_isFit)
        {
            await RunAsync(CheckAsync, cancellationToken).ConfigureAwait(false);
            _isFit = true;
        }

        async Task<bool> CheckAsync(DbContext database)
        {
            var context = database.GetType().Name;
            if (database.Model.FindEntityType(typeof(CanvasClusterRun)) is null || !database.Database.IsRelational())
            {
                throw new CanvasConfigurationException(
                    $"{context} does not map the tables of a cluster.",
                    "Call modelBuilder.AddCanvasCluster() after AddCanvasData() in its OnModelCreating, and add a migration. A cluster needs PostgreSQL, SQL Server or SQLite.");
            }

            try
            {
                return await database.Rows<CanvasClusterRun>().AnyAsync(run => run.EndedAt == null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Schema } failure)
            {
                throw new CanvasConfigurationException(
                    $"The tables of a cluster are not in the database of {context}. {failure.Text}.", "Apply the host's migrations (dotnet ef database update).", error);
            }
        }
    }

    /// <summary>A time of the database's clock, which a driver may give in the zone of the host.</summary>
    public static DateTime ToUtc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    /// <summary>Does work that may be repeated, in a context of its own.</summary>
    public Task<T> RunAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken) =>
        DatabaseRetry.RunAsync(() => contexts.UseAsync(work, cancellationToken), null, time, cancellationToken);

    /// <summary>Does work once, in a context of its own. It fails when the database is away.</summary>
    public Task<T> RunOnceAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken) => contexts.UseAsync(work, cancellationToken);

    /// <summary>Does work in one transaction, which is repeated as a whole.</summary>
    public Task<T> TransactAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken) => RunAsync(
        outer => outer.Database.CreateExecutionStrategy().ExecuteAsync(
            token => contexts.UseAsync(
                async database =>
                {
                    var transaction = await database.Database.BeginTransactionAsync(token).ConfigureAwait(false);
                    await using (transaction.ConfigureAwait(false))
                    {
                        // All nodes wait for the rows that this one holds, and it may be stopped at any moment.
                        if (writers.For(database) is IIdleTransactionTimeout limit)
                        {
                            await limit.LimitSilenceAsync(database, options.Value.LeaseDuration / 2, token).ConfigureAwait(false);
                        }

                        var result = await work(database).ConfigureAwait(false);
                        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                        return result;
                    }
                },
                token),
            cancellationToken),
        cancellationToken);
}
