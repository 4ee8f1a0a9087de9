using System.Data;
using CanvasData.Operations.PostgreSql;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Splits the tables of a database that <c>IMigrationHelper</c> does not migrate.</summary>
public static class PostgreSqlCanvasDataExtensions
{
    /// <summary>
    /// Splits the tables of the library by course, as <c>AddCanvasData(coursePartitions: …)</c> says. Each table is one transaction, in
    /// which the table is locked for readers and writers. Tables that are split already stay as they are, so hosts may call it at each
    /// start and at once. Without partitions in the model it does nothing.
    /// </summary>
    /// <param name="database">The database of a context on PostgreSQL.</param>
    /// <param name="cancellationToken">Ends it; the table that is being split stays as it was.</param>
    /// <exception cref="CanvasData.Operations.Diagnostics.CanvasConfigurationException">A table has a key or reference that partitions cannot have.</exception>
    public static async Task SplitCanvasDataAsync(this DatabaseFacade database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var context = ((IDatabaseFacadeDependenciesAccessor)database).Context;
        foreach (var table in PartitionedTable.Of(context))
        {
            await database.CreateExecutionStrategy().ExecuteAsync(
                async token =>
                {
                    var transaction = await database.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
                    await using (transaction.ConfigureAwait(false))
                    {
                        await new PartitionSplit((NpgsqlConnection)database.GetDbConnection(), table).RunAsync(token).ConfigureAwait(false);
                        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
