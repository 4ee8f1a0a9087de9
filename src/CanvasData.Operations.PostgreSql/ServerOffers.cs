using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>The ways of writing that the server offers this user for a table.</summary>
/// <param name="Copy">COPY into the table: not into views and foreign tables, nor where row-level security holds.</param>
/// <param name="Stage">A temporary table, and INSERT ... ON CONFLICT from there: needs the right TEMP, and no foreign table.</param>
/// <param name="Leaves">The partitions that rows are sent to directly; null for none.</param>
internal sealed record ServerOffer(bool Copy, bool Stage, Leaves? Leaves);

/// <summary>Asks the server, before anything is written, what it offers for a table, and remembers it for some minutes.</summary>
internal sealed class ServerOffers
{
    private const string Question = """
        SELECT has_database_privilege(current_database(), 'TEMP'), c.relkind IN ('r', 'p') AND NOT row_security_active(c.oid), c.relkind IN ('r', 'p', 'v')
            AND NOT EXISTS (SELECT FROM pg_trigger t WHERE c.relkind = 'v' AND t.tgrelid = c.oid), c.relkind = 'p'
        FROM pg_class c WHERE c.oid = to_regclass($1)
        """;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Server, string? Role, string Table), (ServerOffer Offer, long Asked)> _known = new();

    public async Task<ServerOffer> FindAsync(DbContext context, string table, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        var key = Key(connection, table);
        if (_known.TryGetValue(key, out var known) && TimeProvider.System.GetElapsedTime(known.Asked) < Remembered)
        {
            return known.Offer;
        }

        var offer = await AskAsync(connection, table, cancellationToken).ConfigureAwait(false);
        _known[key] = (offer, TimeProvider.System.GetTimestamp());
        return offer;
    }

    /// <summary>
    /// Asks again at the next write: the server has refused what it offered, or the table was split or put together meanwhile. Other tables
    /// may have changed as well.
    /// </summary>
    public void Forget(DbContext context)
    {
        var (server, role, _) = Key((NpgsqlConnection)context.Database.GetDbConnection(), "");
        foreach (var key in _known.Keys)
        {
            if (key.Server == server && key.Role == role)
            {
                _known.TryRemove(key, out _);
            }
        }
    }

    private static (string, string?, string) Key(NpgsqlConnection connection, string table) =>
        ($"{connection.Host}:{connection.Port}/{connection.Database}", connection.UserName, table);

    private static async Task<ServerOffer> AskAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        bool copy, stage, isPartitioned;
        var command = new NpgsqlCommand(Question, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                // A table that is not there fails at the write, whose error names it.
                (copy, stage, isPartitioned) = await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                    ? (reader.GetBoolean(1), reader.GetBoolean(0) && reader.GetBoolean(2), reader.GetBoolean(3))
                    : (true, true, false);
            }
        }

        return new ServerOffer(copy, stage, isPartitioned ? await Leaves.FindAsync(connection, table, cancellationToken).ConfigureAwait(false) : null);
    }
}
