using System.Collections;
using CanvasData.Operations.Hosts.Tests.Matrix;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>Every statement that a host would send, by the compatibility level of its server.</summary>
public sealed class ServerStatements : IAsyncLifetime
{
    public static readonly IReadOnlyList<int> Levels = [110, 120, 130, 140, 150, 160, 170];

    private static readonly Subject Nobody = new(new DateTimeOffset(2026, 3, 16, 8, 0, 0, TimeSpan.Zero), 1, 2, 3, 4, 5);

    private readonly RunningHost _host = new();
    private readonly Dictionary<int, IReadOnlyList<Statement>> _statements = [];

    /// <summary>The calls that were made, such as "ITagManager.AddAsync".</summary>
    public IReadOnlyCollection<string> Calls => _host.Calls;

    public IReadOnlyList<Statement> At(int level) => _statements[level];

    /// <summary>The statements that no lower level has.</summary>
    public IEnumerable<Statement> FirstAt(int level) => At(level).Except(Levels.Where(lower => lower < level).SelectMany(At));

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        await Parallel.ForEachAsync(Levels, async (level, _) =>
        {
            Statement[] statements = [.. _host.Twin.At(level), .. await OfAnswersAsync(level), .. await OfSavesAsync(level)];
            lock (_statements)
            {
                _statements[level] = [.. statements.Distinct()];
            }
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What the calls send to a server that answers nothing, as far as they come.</summary>
    public static async Task<(IReadOnlyList<Statement> Statements, IReadOnlyList<string> Failures)> OfCallsAsync(int level, params Calls[] calls)
    {
        var server = new NoServer();
        await using var services = Host(server, level);
        var failures = new List<string>();
        foreach (var some in calls)
        {
            failures.AddRange(await some.MakeAsync(services));
        }

        return ([.. server.Statements.Distinct()], failures);
    }

    public static string Script(int level)
    {
        using var context = Context(new NoServer(), level);
        return context.Database.GenerateCreateScript();
    }

    private static async Task<IEnumerable<Statement>> OfAnswersAsync(int level)
    {
        var server = new NoServer();
        await using var services = Host(server, level);
        var answers = await Answers.OfAsync(services, Nobody, turn: null);
        answers.Where(answer => answer.Value.Contains("could not be translated", StringComparison.Ordinal)).Select(answer => answer.Key).Should().BeEmpty();
        return server.Statements;
    }

    /// <summary>A row of each table that is added, changed and deleted through the change tracker.</summary>
    private static async Task<IEnumerable<Statement>> OfSavesAsync(int level)
    {
        var server = new NoServer();
        foreach (var type in Types(level))
        {
            foreach (var state in (EntityState[])[EntityState.Added, EntityState.Modified, EntityState.Deleted])
            {
                await using var context = Context(server, level);
                var row = context.Entry(RowOf(type.ClrType));
                row.State = state;
                var before = server.Statements.Count();
                try
                {
                    await context.SaveChangesAsync();
                }
                catch (Exception error) when (error is DbUpdateException or InvalidOperationException)
                {
                    // The server, which is not there, changed no row.
                }

                server.Statements.Count().Should().Be(before + 1, "{0} {1}", type.DisplayName(), state);
            }
        }

        return server.Statements;
    }

    private static object RowOf(Type type) =>
        ((IList)typeof(RowMaker).GetMethod(nameof(RowMaker.Rows))!.MakeGenericMethod(type).Invoke(null, [1, 1, 1])!)[0]!;

    private static IEntityType[] Types(int level)
    {
        using var context = Context(new NoServer(), level);
        return [.. context.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasInstance).Assembly)];
    }

    private static SchoolContext Context(NoServer server, int level)
    {
        var options = new DbContextOptionsBuilder<SchoolContext>();
        server.Configure(options, level);
        return new SchoolContext(options.Options);
    }

    private static ServiceProvider Host(NoServer server, int level)
    {
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(options => server.Configure(options, level));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        return services.BuildServiceProvider(validateScopes: true);
    }
}
