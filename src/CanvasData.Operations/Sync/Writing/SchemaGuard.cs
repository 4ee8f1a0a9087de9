using System.Data.Common;
using System.Reflection;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Looks, before the first sync of a process, whether the host's context and database are fit: tables mapped and
/// there, of this version, and of the same Canvas.
/// </summary>
internal sealed class SchemaGuard(ICanvasClient client, ICanvasContexts contexts, TimeProvider time)
{
    private volatile bool _passed;

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!_passed)
        {
            contexts.RefuseUnwatched();
            await contexts.UseAsync(database => CheckAsync(database, cancellationToken), cancellationToken).ConfigureAwait(false);
            _passed = true;
        }
    }

    private async Task CheckAsync(DbContext database, CancellationToken cancellationToken)
    {
        var context = database.GetType().Name;
        if (database.Model.FindEntityType(typeof(CanvasInstance)) is null || database.Model.FindEntityType(typeof(CanvasCourse)) is null)
        {
            throw new CanvasConfigurationException(
                $"{context} does not map the tables of CanvasData.Operations.",
                "Call modelBuilder.AddCanvasData() in its OnModelCreating, and add a migration.");
        }

        var address = client.Instance.GetLeftPart(UriPartial.Authority);
        var instance = await FindAsync(database, cancellationToken).ConfigureAwait(false);
        if (instance is null)
        {
            instance = await RegisterAsync(database, address, cancellationToken).ConfigureAwait(false);
        }

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
    }

    // The host migrates; an application that was updated before its tables must hear so before it writes.
    private static async Task RaiseAsync(DbContext database, CancellationToken cancellationToken)
    {
        var look = typeof(SchemaGuard).GetMethod(nameof(LookAtAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var type in database.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasInstance).Assembly && !type.IsOwned()))
        {
            await ((Task)look.MakeGenericMethod(type.ClrType).Invoke(null, [database, cancellationToken])!).ConfigureAwait(false);
        }

        var instance = await database.Set<CanvasInstance>().IgnoreQueryFilters().AsTracking().SingleAsync(row => row.Id == 1, cancellationToken).ConfigureAwait(false);
        instance.SchemaVersion = CanvasSchema.Version;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        database.ChangeTracker.Clear();
    }

    // Asks for every column and no row.
    private static async Task LookAtAsync<TEntity>(DbContext database, CancellationToken cancellationToken) where TEntity : class
    {
        try
        {
            await database.All<TEntity>().Where(_ => false).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error)
        {
            throw new CanvasConfigurationException(
                $"The table of {typeof(TEntity).Name} is not of version {CanvasSchema.Version}, which this package writes.",
                "Add a migration of the host's context for this version of CanvasData.Operations, and apply the host's migrations (dotnet ef database update).",
                error);
        }
    }

    private async Task<CanvasInstance> RegisterAsync(DbContext database, string address, CancellationToken cancellationToken)
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
            return await FindAsync(database, cancellationToken).ConfigureAwait(false)
                ?? throw new CanvasConfigurationException(
                    $"The tables of CanvasData.Operations cannot be written through {database.GetType().Name}.",
                    "Give the host's database user the right to insert, update and delete rows in them.",
                    error);
        }

        database.ChangeTracker.Clear();
        return (await FindAsync(database, cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task<CanvasInstance?> FindAsync(DbContext database, CancellationToken cancellationToken)
    {
        try
        {
            return await database.All<CanvasInstance>().SingleOrDefaultAsync(row => row.Id == 1, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error)
        {
            throw new CanvasConfigurationException(
                $"The tables of CanvasData.Operations cannot be read through {database.GetType().Name}.",
                "Apply the host's migrations (dotnet ef database update), or EnsureCreated for a trial; check the connection string.",
                error);
        }
    }
}
