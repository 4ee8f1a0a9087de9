using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>Takes keys from the sequence behind an identity or serial column.</summary>
internal static class SequenceKeys
{
    private const string Next = """
        SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence($1, $2)::regclass AS name) s, generate_series(1, $3) WHERE has_sequence_privilege(s.name, 'USAGE')
        """;

    public static async Task<IReadOnlyList<long>?> ReserveAsync(DbContext context, BulkTable table, int count, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            Next, (NpgsqlConnection)context.Database.GetDbConnection(), (NpgsqlTransaction?)context.Database.CurrentTransaction?.GetDbTransaction());
        await using (command.ConfigureAwait(false))
        {
            command.CommandTimeout = context.Database.GetCommandTimeout() ?? command.CommandTimeout;
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table.Identifier });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table.Keys[0].Name });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
            List<long> keys = new(count);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    keys.Add(reader.GetInt64(0));
                }
            }

            return keys.Count == count ? keys : null;
        }
    }
}
