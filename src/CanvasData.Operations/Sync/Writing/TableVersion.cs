using System.Reflection;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>Raises the stored version of the tables to that of this package, after a look at each column.</summary>
internal static class TableVersion
{
    /// <summary>Checks the tables, fills new columns that follow from others, and stores the version. A database without a first sync has none to store.</summary>
    /// <param name="database">A context that tracks nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CanvasConfigurationException">A table lacks a column.</exception>
    public static async Task RaiseAsync(DbContext database, CancellationToken cancellationToken)
    {
        var look = typeof(TableVersion).GetMethod(nameof(LookAtAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var type in database.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasInstance).Assembly && !type.IsOwned()))
        {
            await ((Task)look.MakeGenericMethod(type.ClrType).Invoke(null, [database, cancellationToken])!).ConfigureAwait(false);
        }

        if (await database.Set<CanvasInstance>().IgnoreQueryFilters().AsTracking().SingleOrDefaultAsync(row => row.Id == 1, cancellationToken).ConfigureAwait(false) is not { } instance)
        {
            return;
        }

        await FillSignInKeysAsync(database, cancellationToken).ConfigureAwait(false);
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

    // The columns of version 5 follow from others, which no sync would see change. SQLite lowers the letters A to Z only.
    private static async Task FillSignInKeysAsync(DbContext database, CancellationToken cancellationToken)
    {
#pragma warning disable CA1304, CA1311, CA1862 // Becomes SQL.
        await database.UpdateAsync(
            database.Rows<CanvasUser>().Where(user => (user.LoginKey == null && user.LoginId != null) || (user.EmailKey == null && user.Email != null)),
            set => set.SetProperty(user => user.LoginKey, user => user.LoginId!.ToLower()).SetProperty(user => user.EmailKey, user => user.Email!.ToLower()),
            _ => { },
            cancellationToken).ConfigureAwait(false);
#pragma warning restore CA1304, CA1311, CA1862
        var users = database.Rows<CanvasUser>().Where(user => user.LoginId != null || user.Email != null).Select(user => new { user.Id, user.LoginId, user.Email, user.LoginKey, user.EmailKey });
        var wrong = new List<(long Id, string? LoginId, string? Email)>();
        await foreach (var user in users.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if ((SignInNames.Key(user.LoginId), SignInNames.Key(user.Email)) != (user.LoginKey, user.EmailKey))
            {
                wrong.Add((user.Id, user.LoginId, user.Email));
            }
        }

        // Another host may write meanwhile.
        foreach (var (id, login, email) in wrong)
        {
            var (loginKey, emailKey) = (SignInNames.Key(login), SignInNames.Key(email));
            await database.UpdateAsync(
                database.Rows<CanvasUser>().Where(user => user.Id == id && user.LoginId == login && user.Email == email),
                set => set.SetProperty(user => user.LoginKey, loginKey).SetProperty(user => user.EmailKey, emailKey),
                _ => { },
                cancellationToken).ConfigureAwait(false);
        }
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
}
