using System.Reflection;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock; InMemory takes the host's.
#pragma warning disable RS0030

namespace CanvasData.Operations.Sync;

/// <summary>
/// Looks, before each run, whether the host's context and database are fit: tables mapped and there, of this version,
/// and of the same Canvas. A host may give each run another database, so nothing is remembered of an earlier look.
/// </summary>
internal sealed class SchemaGuard(ICanvasClient client, ICanvasContexts contexts, TimeProvider time)
{
    // A server that was there once and restarts is waited for. Before that, a wrong address is reported at once.
    private volatile bool _wasThere;

    /// <returns>The database's clock.</returns>
    public async Task<DateTime> EnsureAsync(CancellationToken cancellationToken)
    {
        var context = "the host's context";
        try
        {
            if (!_wasThere)
            {
                // How contexts are made does not change while the process runs.
                contexts.RefuseUnwatched();
            }

            var now = _wasThere
                ? await DatabaseRetry.RunAsync(LookAsync, null, time, cancellationToken).ConfigureAwait(false)
                : await LookAsync().ConfigureAwait(false);
            _wasThere = true;
            return now;
        }
        catch (Exception error) when (Explain(error, context) is { } known)
        {
            throw known;
        }

        Task<DateTime> LookAsync() => contexts.UseAsync(
            database =>
            {
                context = database.GetType().Name;
                return CheckAsync(database, cancellationToken);
            },
            cancellationToken);
    }

    private async Task<DateTime> CheckAsync(DbContext database, CancellationToken cancellationToken)
    {
        var context = database.GetType().Name;
        if (database.Model.FindEntityType(typeof(CanvasInstance)) is null || database.Model.FindEntityType(typeof(CanvasCourse)) is null)
        {
            throw new CanvasConfigurationException(
                $"{context} does not map the tables of CanvasData.Operations.",
                "Call modelBuilder.AddCanvasData() in its OnModelCreating, and add a migration.");
        }

        TimeColumns.Check(database);
        var address = client.Instance.GetLeftPart(UriPartial.Authority);
        var (instance, now) = await FindAsync(database, cancellationToken).ConfigureAwait(false)
            ?? await RegisterAsync(database, address, cancellationToken).ConfigureAwait(false);
        if (instance.Address != address)
        {
            throw new CanvasConfigurationException(
                $"The tables of {context} hold {instance.Address}, but the client reads {address}; ids of two Canvas hosts collide.",
                "Give each Canvas tables of its own: another schema in AddCanvasData(schema), or another database. If it is the same Canvas under a new name, change CanvasInstance.Address.");
        }

        await TimeCheck.RunAsync(database, instance, cancellationToken).ConfigureAwait(false);
        if (instance.SchemaVersion > CanvasSchema.Version)
        {
            throw new CanvasConfigurationException(
                $"The tables of {context} are of version {instance.SchemaVersion}, this package writes version {CanvasSchema.Version}.",
                "Update CanvasData.Operations to the version that wrote them.");
        }

        if (instance.SchemaVersion < CanvasSchema.Version)
        {
            await RaiseAsync(database, cancellationToken).ConfigureAwait(false);
        }

        return now;
    }

    private static CanvasConfigurationException? Explain(Exception error, string context) => (error, DatabaseError.Find(error)) switch
    {
        (CanvasOperationsException or OperationCanceledException, _) => null,
        (_, { Kind: DatabaseErrorKind.Schema } failure) => new(
            $"The tables of CanvasData.Operations are not in the database of {context}, or differ from its model. {failure.Text}.",
            "Apply the host's migrations (dotnet ef database update), or call EnsureCreated for a trial.",
            error),
        (_, { } failure) => new($"The database of {context} cannot be used. {failure.Text}.", failure.Remedy, error),
        (DbUpdateException, _) => new(
            $"The first row of CanvasData.Operations cannot be written through {context}. {SafeText.KindsOf(error)}.",
            "Look at the types and converters that the host's model gives to the columns of CanvasInstance.",
            error),
        _ => null,
    };

    // The host migrates; an application that was updated before its tables must fail with that message before it writes.
    private static async Task RaiseAsync(DbContext database, CancellationToken cancellationToken)
    {
        var look = typeof(SchemaGuard).GetMethod(nameof(LookAtAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var type in database.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasInstance).Assembly && !type.IsOwned()))
        {
            await ((Task)look.MakeGenericMethod(type.ClrType).Invoke(null, [database, cancellationToken])!).ConfigureAwait(false);
        }

        await FillSignInKeysAsync(database, cancellationToken).ConfigureAwait(false);
        var instance = await database.Set<CanvasInstance>().IgnoreQueryFilters().AsTracking().SingleAsync(row => row.Id == 1, cancellationToken).ConfigureAwait(false);
        instance.SchemaVersion = CanvasSchema.Version;
        try
        {
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another host of the same version was faster.
        }

        database.ChangeTracker.Clear();
    }

    // The columns of version 5 follow from others, which no sync would see change.
    private static async Task FillSignInKeysAsync(DbContext database, CancellationToken cancellationToken)
    {
#pragma warning disable CA1304, CA1311, CA1862 // Becomes SQL.
        await database.UpdateAsync(
            database.Rows<CanvasUser>().Where(user => (user.LoginKey == null && user.LoginId != null) || (user.EmailKey == null && user.Email != null)),
            set => set.SetProperty(user => user.LoginKey, user => user.LoginId!.ToLower()).SetProperty(user => user.EmailKey, user => user.Email!.ToLower()),
            _ => { },
            cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1304, CA1311, CA1862
    }

    // Asks for every column and no row.
    private static async Task LookAtAsync<TEntity>(DbContext database, CancellationToken cancellationToken) where TEntity : class
    {
        try
        {
            await database.Rows<TEntity>().Where(_ => false).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (DatabaseError.Find(error) is { Kind: DatabaseErrorKind.Schema } failure)
        {
            throw new CanvasConfigurationException(
                $"The table of {typeof(TEntity).Name} is not of version {CanvasSchema.Version}, which this package writes. {failure.Text}.",
                "Add a migration of the host's context for this version of CanvasData.Operations, and apply the host's migrations (dotnet ef database update).",
                error);
        }
    }

    private async Task<Registered> RegisterAsync(DbContext database, string address, CancellationToken cancellationToken)
    {
        database.Add(new CanvasInstance { Id = 1, Address = address, SchemaVersion = CanvasSchema.Version, RegisteredAt = time.GetUtcNow().UtcDateTime });
        try
        {
            await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DbUpdateException or ArgumentException)
        {
            // Two hosts started at once: the other's row counts.
            database.ChangeTracker.Clear();
            if (await FindAsync(database, cancellationToken).ConfigureAwait(false) is { } other)
            {
                return other;
            }

            throw;
        }

        database.ChangeTracker.Clear();
        return (await FindAsync(database, cancellationToken).ConfigureAwait(false))!;
    }

    private static Task<Registered?> FindAsync(DbContext database, CancellationToken cancellationToken) =>
        database.Rows<CanvasInstance>().Where(row => row.Id == 1).Select(row => new Registered(row, DateTime.UtcNow)).SingleOrDefaultAsync(cancellationToken);

    private sealed record Registered(CanvasInstance Instance, DateTime Now);
}
