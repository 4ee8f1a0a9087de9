using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Lets contexts that share one connection object, as a host with an open in-memory SQLite database has them, use it one
/// after the other. Contexts with connections of their own never wait.
/// </summary>
internal static class ConnectionTurns
{
    private static readonly ConditionalWeakTable<DbConnection, SemaphoreSlim> Turns = [];

    private static readonly ConditionalWeakTable<DbContext, DbConnection> Shared = [];

    private static readonly AsyncLocal<DbConnection?> Held = new();

    /// <summary>Notes the connection that the host gave to the options of a context.</summary>
    public static void Note(DbContext context, DbContextOptions? options)
    {
        if (options?.Extensions.OfType<RelationalOptionsExtension>().FirstOrDefault()?.Connection is { } connection)
        {
            Shared.AddOrUpdate(context, connection);
        }
    }

    public static async Task<T> RunAsync<T>(DbContext context, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        // The first use of a context adds EF's functions to its connection. SQLite refuses that while a statement runs.
        if (!Shared.TryGetValue(context, out var connection))
        {
            if (!context.Database.IsRelational())
            {
                return await work().ConfigureAwait(false);
            }

            connection = context.Database.GetDbConnection();
        }

        if (Held.Value == connection)
        {
            return await work().ConfigureAwait(false);
        }

        var turn = Turns.GetValue(connection, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Only the work sees this value; it ends with this method.
            Held.Value = connection;
            return await work().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
