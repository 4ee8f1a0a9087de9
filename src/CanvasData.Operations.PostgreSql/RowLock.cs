using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>SELECT ... FOR NO KEY UPDATE: holds off changes and deletions, but no row that points here by a foreign key.</summary>
internal static class RowLock
{
    private const int KeysAStatement = 25_000;

    public static async Task TakeAsync(DbContext context, BulkTable table, IReadOnlyList<long> keys, CancellationToken cancellationToken)
    {
        var key = table.Keys[0].Identifier;
        foreach (var chunk in keys.Chunk(KeysAStatement))
        {
            var command = new NpgsqlCommand(
                $"SELECT count(*) FROM (SELECT 1 FROM {table.Identifier} WHERE {key} = ANY($1) ORDER BY {key} FOR NO KEY UPDATE) locked",
                (NpgsqlConnection)context.Database.GetDbConnection(),
                (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
            await using (command.ConfigureAwait(false))
            {
                command.CommandTimeout = context.Database.GetCommandTimeout() ?? command.CommandTimeout;
                command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = chunk });
                await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
