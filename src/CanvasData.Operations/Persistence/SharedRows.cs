using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Makes writers take turns that add or remove people: all hold one row of the database from then until the end of their transaction.
/// </summary>
internal static class SharedRows
{
    private static readonly TimeSpan LongWrite = TimeSpan.FromMinutes(10);

    /// <param name="database">The context with the open transaction; InMemory has none, and nothing to hold.</param>
    /// <param name="writer">The writer of the context. Where it locks rows, the one held can still be read, as each run does first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task HoldAsync(DbContext database, IBulkWriter writer, CancellationToken cancellationToken) =>
        PatientlyAsync(database, () => RowLocks.TakeAsync<CanvasInstance>(
            database, writer, [1], set => set.SetProperty(row => row.SchemaVersion, row => row.SchemaVersion), cancellationToken, _ => database.Rows<CanvasInstance>()));

    /// <summary>
    /// Waits for the write of a large course, which takes longer than the usual time-out of a command. InMemory has nothing to wait for.
    /// </summary>
    public static async Task PatientlyAsync(DbContext database, Func<Task> wait)
    {
        if (!database.Database.IsRelational())
        {
            return;
        }

        var timeout = database.Database.GetCommandTimeout();
        try
        {
            database.Database.SetCommandTimeout(LongWrite);
            await wait().ConfigureAwait(false);
        }
        finally
        {
            database.Database.SetCommandTimeout(timeout);
        }
    }
}
