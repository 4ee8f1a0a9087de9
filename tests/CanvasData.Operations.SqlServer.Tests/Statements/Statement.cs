using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>What would go to the server.</summary>
/// <param name="Text">The text.</param>
/// <param name="Parameters">The declarations of its parameters, such as "@p0 bigint".</param>
public sealed record Statement(string Text, string Parameters)
{
    public static Statement Of(DbCommand command) =>
        new(command.CommandText, string.Join(", ", command.Parameters.Cast<SqlParameter>().Select(parameter => $"{Name(parameter)} {TypeOf(parameter)}")));

    public static Statement Of(string text) => new(text, "");

    /// <summary>The statement as the body of a procedure, whose names the schema can be asked for.</summary>
    public string AsProcedure(string name) => $"CREATE PROCEDURE [{name}] {Parameters} AS BEGIN\n{Text}\nEND";

    private static string Name(SqlParameter parameter) => parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : $"@{parameter.ParameterName}";

    private static string TypeOf(SqlParameter parameter) => parameter.SqlDbType switch
    {
        SqlDbType.NVarChar or SqlDbType.VarChar or SqlDbType.NChar or SqlDbType.VarBinary => string.Create(
            CultureInfo.InvariantCulture, $"{parameter.SqlDbType}({(parameter.Size is > 0 and <= 4000 ? parameter.Size.ToString(CultureInfo.InvariantCulture) : "max")})"),
        SqlDbType.Decimal => "decimal(38, 10)",
        var type => type.ToString(),
    };
}
