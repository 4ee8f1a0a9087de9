using CanvasData.Operations.PostgreSql;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Splits the tables of a database that <c>IMigrationHelper</c> does not migrate.</summary>
public static class PostgreSqlCanvasDataExtensions
{
    private const int BatchRows = 100_000;

    /// <summary>
    /// Splits the tables of the library by course, as <c>AddCanvasData(coursePartitions: …)</c> says. It repeats nothing: tables that are
    /// split already stay, and a call after one that was broken off begins the table again. Stop the hosts that write. Without partitions
    /// in the model it does nothing.
    /// </summary>
    /// <param name="database">The database of a context on PostgreSQL.</param>
    /// <param name="cancellationToken">Ends it; the table that is being split stays as it was.</param>
    /// <exception cref="CanvasData.Operations.Diagnostics.CanvasConfigurationException">A table has a key or reference that partitions cannot have.</exception>
    public static async Task SplitCanvasDataAsync(this DatabaseFacade database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var context = ((IDatabaseFacadeDependenciesAccessor)database).Context;
        var split = new SplitByCourse();
        if (!split.IsWanted(context))
        {
            return;
        }

        string? cursor = null;
        do
        {
            var from = cursor;
            cursor = await database.CreateExecutionStrategy().ExecuteAsync(
                async token =>
                {
                    var transaction = await database.BeginTransactionAsync(token).ConfigureAwait(false);
                    await using (transaction.ConfigureAwait(false))
                    {
                        var batch = await split.RunBatchAsync(context, from, BatchRows, token).ConfigureAwait(false);
                        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                        return batch.Cursor;
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        while (cursor is not null);
    }
}
