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
        GeneratedColumns.Check(database);
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
                "Update CanvasData.Operations to the version that wrote them.") { IsOfOldPackage = true };
        }

        if (instance.SchemaVersion < CanvasSchema.Version)
        {
            // The host migrates; an application that was updated before its tables must fail with that message before it writes.
            await TableVersion.RaiseAsync(database, cancellationToken).ConfigureAwait(false);
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
