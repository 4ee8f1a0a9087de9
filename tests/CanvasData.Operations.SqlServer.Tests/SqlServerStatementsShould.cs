using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Hosts.Tests.Matrix;
using CanvasData.Operations.Queries;
using CanvasData.Operations.SqlServer.Tests.Statements;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CanvasData.Operations.SqlServer.Tests;

/// <summary>No SQL Server is at hand: each statement is parsed at each compatibility level, and bound to the tables that the model makes there.</summary>
public sealed class SqlServerStatementsShould(ServerStatements all) : IClassFixture<ServerStatements>
{
    public static TheoryData<int> Levels() => [.. ServerStatements.Levels];

    [Theory]
    [MemberData(nameof(Levels))]
    public void BeReadByTheServersGrammar(int level)
    {
        var parser = Parser(level);
        foreach (var statement in all.At(level))
        {
            parser.Parse(new StringReader(statement.Text), out var errors);
            errors.Select(error => error.Message).Should().BeEmpty(statement.Text);
        }

        all.At(level).Should().HaveCountGreaterThan(700).And.OnlyContain(statement => level >= 130 || !statement.Text.Contains("OPENJSON", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void NameOnlyWhatIsThere(int level)
    {
        var schema = new ServerSchema(level, ServerStatements.Script(level));

        // A statement that a lower level has as well was bound there.
        schema.FaultsOf(all.FirstAt(level)).Should().BeEmpty();
    }

    [Fact]
    public void ComeFromEveryMethodOfEveryService()
    {
        Type[] bringTheirOwn = [typeof(ICanvasClient), typeof(IBulkWriter)];

        // The sync itself runs before and between the calls; analytics and queries are those of Answers.
        Type[] inTheHost = [typeof(ICanvasBridge), typeof(ICanvasSyncPipeline), typeof(Analytics.IAnalyticsBuilder), typeof(IQueryBuilder)];

        // These start what the bridge runs.
        string[] same = ["ISyncOrchestrator.ExecuteMasterSyncAsync", "ISourceSync.SyncAsync", "IBackgroundSync.Start", "IBackgroundSync.Find", "IBackgroundSync.List", "IBackgroundSync.FollowAsync", "IBackgroundSync.Cancel"];
        var services = new ServiceCollection();
        services.AddCanvasOperations();

        var methods = services.Select(service => service.ServiceType)
            .Where(type => type is { IsInterface: true, IsPublic: true, IsGenericType: false } && type.Assembly == typeof(ICanvasBridge).Assembly)
            .Except(bringTheirOwn).Except(inTheHost)

            // It sends what the writers send: see SqlServerWriterShould.
            .Where(type => type.Name is not ("IBulkOperations" or "IMigrationHelper" or "IPerformanceMonitor"))
            .SelectMany(type => type.GetMethods().Where(method => !method.IsSpecialName).Select(method => $"{type.Name}.{method.Name}"));

        methods.Distinct().Except(same).Except(all.Calls).Should().BeEmpty("a call of each is among those whose statements are checked");
        Answers.Unasked().Should().BeEmpty();
        typeof(Analytics.IAnalyticsBuilder).GetInterfaces().Append(typeof(Analytics.IAnalyticsBuilder)).SelectMany(type => type.GetMethods())
            .Count(method => !method.Name.StartsWith("For", StringComparison.Ordinal)).Should().Be(12, "Answers asks each analysis; add a new one there");
    }

    private static TSqlParser Parser(int level) => level switch
    {
        110 => new TSql110Parser(initialQuotedIdentifiers: true),
        120 => new TSql120Parser(initialQuotedIdentifiers: true),
        130 => new TSql130Parser(initialQuotedIdentifiers: true),
        140 => new TSql140Parser(initialQuotedIdentifiers: true),
        150 => new TSql150Parser(initialQuotedIdentifiers: true),
        160 => new TSql160Parser(initialQuotedIdentifiers: true),
        _ => new TSql170Parser(initialQuotedIdentifiers: true),
    };
}
