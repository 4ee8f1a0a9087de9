using System.Diagnostics;
using Npgsql;

namespace CanvasData.Operations.Testing;

/// <summary>Waits for what others do, with a limit and a message.</summary>
public static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Asked again and again.</param>
    /// <param name="what">What is awaited, for the message.</param>
    /// <param name="work">What brings it about. Its end before that is a failure, and its error is thrown.</param>
    /// <exception cref="TimeoutException">It was not so for two minutes, or the work ended before.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, Task? work = null)
    {
        for (var waiting = Stopwatch.StartNew(); !await isSo();)
        {
            if (work?.IsCompleted == true && !await isSo())
            {
                await work;
                throw new TimeoutException($"The work ended before this was so: {what}.");
            }

            if (waiting.Elapsed > Patience)
            {
                throw new TimeoutException($"Not so after {Patience}: {what}.");
            }

            await Task.Delay(20);
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string, Task?)"/>
    public static Task UntilAsync(Func<bool> isSo, string what, Task? work = null) => UntilAsync(() => Task.FromResult(isSo()), what, work);

    /// <summary>Waits until a session of a PostgreSQL database waits for the lock of another.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="work">What runs into the lock.</param>
    /// <exception cref="TimeoutException">None waited for two minutes, or the work ended without waiting.</exception>
    public static async Task UntilALockIsAwaitedAsync(string connectionString, Task work)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())", connection);
        await UntilAsync(async () => (long)(await command.ExecuteScalarAsync())! > 0, "a session waits for a lock", work);
    }
}
