using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>The tables of a context as SQL Server knows them, and the check of statements against them.</summary>
/// <param name="level">The compatibility level, 110 to 170.</param>
/// <param name="script">Creates the tables.</param>
public sealed partial class ServerSchema(int level, string script)
{
    private readonly string _tables = Schema().Replace(script, "CREATE SCHEMA $1;");

    /// <summary>What the server would not understand in some statements: grammar, and names of tables, columns, variables and functions.</summary>
    public IReadOnlyList<string> FaultsOf(IEnumerable<Statement> statements)
    {
        var named = statements.Select((statement, i) => (Name: string.Create(CultureInfo.InvariantCulture, $"s{i}"), statement)).ToDictionary(pair => pair.Name, pair => pair.statement);
        var procedures = named.Select(pair => pair.Value.AsProcedure(pair.Key)).ToArray();
        var refused = Refused(procedures).ToList();
        using var model = Model(procedures.Except(refused.Select(pair => pair.Procedure)));
        return
        [
            .. refused.Select(pair => $"{pair.Message}\n{pair.Procedure}"),
            .. model.Validate().Select(message => message.Message).Where(message => !SystemTable().IsMatch(message))
                .Select(message => $"{message}\n{named.GetValueOrDefault(ProcedureName().Match(message).Groups[1].Value)?.Text}"),
        ];
    }

    // A model that refused a script is of no more use, and does not say which procedure of the script is at fault.
    private IEnumerable<(string Procedure, string Message)> Refused(string[] procedures)
    {
        try
        {
            Model(procedures).Dispose();
            return [];
        }
        catch (DacModelException error)
        {
            return procedures.Length == 1 ? [(procedures[0], error.Message)] : procedures.Chunk((procedures.Length + 1) / 2).SelectMany(Refused);
        }
    }

    private TSqlModel Model(IEnumerable<string> procedures)
    {
        var model = new TSqlModel(Enum.Parse<SqlServerVersion>($"Sql{level}"), new TSqlModelOptions());
        model.AddObjects(string.Join("\nGO\n", procedures.Prepend(_tables)));
        return model;
    }

    [GeneratedRegex(@"IF SCHEMA_ID\(N'[^']+'\) IS NULL EXEC\(N'CREATE SCHEMA (\[[^\]]+\]);'\);")]
    private static partial Regex Schema();

    // The model holds no tables of the system.
    [GeneratedRegex(@"\[sys\]\.")]
    private static partial Regex SystemTable();

    [GeneratedRegex(@"\[dbo\]\.\[(s\d+)\]")]
    private static partial Regex ProcedureName();
}
