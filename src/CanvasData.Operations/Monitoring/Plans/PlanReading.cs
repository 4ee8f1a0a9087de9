using System.Data.Common;
using System.Globalization;

namespace CanvasData.Operations.Monitoring;

/// <summary>The plan of one statement, and the indexes that the planner would use for it.</summary>
internal sealed record PlanReading(IReadOnlyList<string> Lines, IReadOnlyList<IndexFinding> Findings);

/// <summary>An index and what it brings.</summary>
/// <param name="Index">The index.</param>
/// <param name="Before">The work without it, in the unit of the database.</param>
/// <param name="After">The work with it.</param>
/// <param name="Evidence">How the gain is known.</param>
/// <param name="MaxBytes">The most bytes that it takes; null when unknown.</param>
internal sealed record IndexFinding(IndexCandidate Index, double Before, double After, IndexEvidence Evidence, long? MaxBytes);

/// <summary>Reads plans of one kind of database, on a connection that serves nothing else meanwhile.</summary>
internal interface IPlanReader : IAsyncDisposable
{
    Task<PlanReading> ReadAsync(KeptStatement statement, SqlConditions conditions, CancellationToken cancellationToken);
}

/// <summary>Short commands for the readers of plans.</summary>
internal static class PlanCommands
{
    // A plan is worth little: it must not wait for locks.
    private const int TimeoutSeconds = 10;

    public static DbCommand Create(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = TimeoutSeconds;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static async Task RunAsync(this DbCommand command, CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<List<T>> ReadAsync<T>(this DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
        }
    }

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
