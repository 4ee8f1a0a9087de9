using System.Data;
using System.Data.Common;
using CanvasData.Operations.Hosts.Tests.Matrix;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>No SQL Server is at hand: every question is translated for each compatibility level, and its parser reads the text.</summary>
public sealed class SqlServerLevelsShould
{
    private static readonly Subject Subject = new(new DateTimeOffset(2026, 3, 16, 8, 0, 0, TimeSpan.Zero), 1, 2, 3, 4, 5);

    /// <summary>Questions as the sync asks them: sets of ids beside keys, columns that may be null, and unions.</summary>
    private static readonly Func<DbContext, long[], IQueryable<object>>[] Reads =
    [
        (context, ids) => context.Set<CanvasUser>().IgnoreQueryFilters().AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)),
        (context, ids) => context.Set<CanvasSubmission>().IgnoreQueryFilters().Where(row => EF.Parameter(ids).Contains(row.AssignmentId) && row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)),
        (context, ids) => context.Set<CanvasSubmission>().Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.UserId!.Value)
            .Union(context.Set<CanvasEnrollment>().Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.UserId)).Select(id => new { id }),
        (context, ids) => context.Set<CanvasObjectStatus>().Where(status => status.ObjectType == "user" && EF.Parameter(ids).Contains(status.ObjectId)),
    ];

    public static TheoryData<int> Levels() => [110, 120, 130, 150, 160, 170];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task GetEveryQuestionInTheirWords(int level)
    {
        var statements = new NoRows();
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => options.UseSqlServer("Server=127.0.0.1,1;Connect Timeout=1", server => server.UseCompatibilityLevel(level)).AddInterceptors(statements, new NoServer()).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        var answers = await Answers.OfAsync(provider, Subject, turn: null);
        await using var scope = provider.CreateAsyncScope();
        foreach (var read in Reads)
        {
            (await read(scope.ServiceProvider.GetRequiredService<SchoolContext>(), [1, 2, 3]).ToListAsync()).Should().BeEmpty();
        }

        answers.Where(answer => answer.Value.Contains("could not be translated", StringComparison.Ordinal)).Select(answer => answer.Key).Should().BeEmpty();
        statements.Texts.Should().HaveCountGreaterThan(150).And.OnlyContain(text => level >= 130 || !text.Contains("OPENJSON", StringComparison.Ordinal));
        var parser = Parser(level);
        foreach (var text in statements.Texts)
        {
            parser.Parse(new StringReader(text), out var errors);
            errors.Select(error => error.Message).Should().BeEmpty(text);
        }
    }

    [Theory]
    [InlineData(120, "IN (CAST(1 AS bigint), CAST(2 AS bigint), CAST(3 AS bigint))")]
    [InlineData(160, "OPENJSON")]
    public async Task PutIdsIntoTheTextOnlyWhereTheyMust(int level, string expected)
    {
        var statements = new NoRows();
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => options.UseSqlServer("Server=127.0.0.1,1;Connect Timeout=1", server => server.UseCompatibilityLevel(level)).AddInterceptors(statements, new NoServer()).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<Queries.IQueryBuilder>().ForCourses([1, 2, 3]).StudentGrades().ToListAsync();
        await scope.ServiceProvider.GetRequiredService<Queries.IQueryBuilder>().ForCourses([1, 2, 3]).StudentGrades().Where(grade => grade.IsLate).ToListAsync();

        statements.Texts.Should().HaveCount(2).And.OnlyContain(text => text.Contains(expected, StringComparison.Ordinal));
    }

    private static TSqlParser Parser(int level) => level switch
    {
        110 => new TSql110Parser(initialQuotedIdentifiers: true),
        120 => new TSql120Parser(initialQuotedIdentifiers: true),
        130 => new TSql130Parser(initialQuotedIdentifiers: true),
        150 => new TSql150Parser(initialQuotedIdentifiers: true),
        160 => new TSql160Parser(initialQuotedIdentifiers: true),
        _ => new TSql170Parser(initialQuotedIdentifiers: true),
    };

    /// <summary>Says that the connection is open.</summary>
    private sealed class NoServer : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    /// <summary>Keeps every statement, and answers with no rows.</summary>
    private sealed class NoRows : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            using var nothing = new DataTable();
            return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(nothing.CreateDataReader()));
        }
    }
}
