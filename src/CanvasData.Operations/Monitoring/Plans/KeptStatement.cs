using System.Data.Common;

namespace CanvasData.Operations.Monitoring;

/// <summary>A statement as it was sent, and the names and types of its parameters without their values. It is never reported.</summary>
internal sealed record KeptStatement(string Sql, IReadOnlyList<(string Name, string? Type)> Parameters)
{
    /// <summary>Keeps a statement of which the database can show a plan; null for others.</summary>
    public static KeptStatement? Create(DbCommand command, StatementText statement) =>
        statement.Operation is "SELECT" or "UPDATE" or "DELETE" && command.CommandText.Length <= StatementText.MaxRead
            ? new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName.TrimStart('@', ':', '$'), TypeOf(parameter)))])
            : null;

    // NpgsqlParameter names the type of the server, for example "bigint[]".
    private static string? TypeOf(DbParameter parameter) => parameter.GetType().GetProperty("DataTypeName")?.GetValue(parameter) as string;
}
