using CanvasData.Operations.SqlServer.Tests.Statements;

namespace CanvasData.Operations.SqlServer.Tests;

/// <summary>The check of statements finds what a server would.</summary>
public sealed class ServerSchemaShould
{
    [Theory]
    [InlineData("SELECT [c].[Nam] FROM [CanvasCourse] AS [c]", "[Nam]")]
    [InlineData("SELECT [c].[Name] FROM [CanvasCourses] AS [c]", "[CanvasCourses]")]
    [InlineData("SELECT [x].[Name] FROM [CanvasCourse] AS [c]", "[x]")]
    [InlineData("SELECT [c].[Name] FROM [CanvasCourse] AS [c] WHERE [c].[Id] = @id", "@id")]
    [InlineData("SELECT [s].[b] FROM (SELECT [c].[Id] AS [a] FROM [CanvasCourse] AS [c]) AS [s]", "[b]")]
    [InlineData("UPDATE [c] SET [c].[Nam] = N'' FROM [CanvasCourse] AS [c]", "[Nam]")]
    [InlineData("DELETE FROM [CanvasCourses] WHERE [Id] = 1", "[CanvasCourses]")]
    [InlineData("SELECT TOP (0) [Id] INTO #stage FROM [CanvasCourse]; MERGE INTO [CanvasCourse] AS t USING #stage AS s ON t.[Id] = s.[Id] WHEN MATCHED THEN UPDATE SET t.[Nam] = N'';", "[Nam]")]
    [InlineData("SELEC 1", "SELEC")]
    public void FindANameThatIsNotThere(string statement, string name)
    {
        var schema = new ServerSchema(160, ServerStatements.Script(160));

        var faults = schema.FaultsOf([Statement.Of("SELECT [c].[Name] FROM [CanvasCourse] AS [c]"), Statement.Of(statement)]);

        faults.Should().NotBeEmpty().And.OnlyContain(fault => fault.Contains(statement, StringComparison.Ordinal)).And.Contain(fault => fault.Contains(name, StringComparison.Ordinal));
    }
}
