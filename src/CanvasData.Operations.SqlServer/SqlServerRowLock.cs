using System.Globalization;
using CanvasData.Operations.Bulk;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.SqlServer;

/// <summary>UPDLOCK: holds off changes and deletions, but no reader.</summary>
internal static class SqlServerRowLock
{
    // Fewer than the locks of one statement that SQL Server would exchange for one of the whole table.
    private const int KeysAStatement = 1_000;

    public static async Task TakeAsync(DbContext context, BulkTable table, IReadOnlyList<long> keys, CancellationToken cancellationToken)
    {
        foreach (var chunk in keys.Chunk(KeysAStatement))
        {
            var command = new SqlCommand(
                Script(table, chunk), (SqlConnection)context.Database.GetDbConnection(), (SqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
            await using (command.ConfigureAwait(false))
            {
                command.CommandTimeout = context.Database.GetCommandTimeout() ?? command.CommandTimeout;
                await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A list of constants is sorted before the rows are sought, so that the locks come in the order of the keys.
    public static string Script(BulkTable table, IEnumerable<long> keys) =>
        $"SELECT COUNT(*) FROM {table.Identifier} WITH (UPDLOCK, ROWLOCK) WHERE {table.Keys[0].Identifier} IN "
        + $"({string.Join(", ", keys.Select(key => key.ToString(CultureInfo.InvariantCulture)))}) OPTION (RECOMPILE);";
}
