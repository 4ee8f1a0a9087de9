using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>Tables that are split, or changed after that, beneath hosts that run.</summary>
public sealed class ChangingTablesShould : IAsyncLifetime
{
    private const string PutTogether = """
        CREATE TABLE whole (LIKE "CanvasSubmission" INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
        INSERT INTO whole SELECT * FROM "CanvasSubmission";
        DROP TABLE "CanvasSubmission";
        ALTER TABLE whole RENAME TO "CanvasSubmission";
        ALTER TABLE "CanvasSubmission" ADD PRIMARY KEY ("Id")
        """;

    private const string CountStatements = """
        CREATE TABLE statement_log (n int);
        CREATE FUNCTION log_statement() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO statement_log VALUES (1); RETURN NULL; END';
        CREATE TRIGGER log_statements AFTER INSERT ON "CanvasSubmission" FOR EACH STATEMENT EXECUTE FUNCTION log_statement()
        """;

    private readonly List<IAsyncDisposable> _hosts = [];
    private CanvasSimulator _canvas = null!;
    private TestStore _store = null!;

    public async Task InitializeAsync()
    {
        _canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 1, AssignmentsPerCourse = 1 });
        _store = await TestStore.CreateAsync(Provider.PostgreSql);
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        _store.Dispose();
        await _canvas.DisposeAsync();
    }

    [Fact]
    public async Task BeSplitOnceByHostsThatStartTogether()
    {
        var host = await StartAsync();
        await WriteAsync(host, "before");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(host.SplitAsync)));

        (await host.TextsAsync("SELECT count(*) FROM pg_class WHERE relkind = 'p'")).Should().Equal("5");
        (await host.TextsAsync("SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind = 'r'")).Should().Equal("20");
        (await host.TextsAsync("SELECT relname FROM pg_class WHERE relname LIKE '%\\_\\_split'")).Should().BeEmpty();
        (await host.TextsAsync("SELECT count(*) FROM \"CanvasSubmission\" WHERE \"Grade\" = 'before'")).Should().Equal("40");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeWrittenByAHostThatKnewThemOtherwise(bool wereSplit)
    {
        var host = await StartAsync();
        if (wereSplit)
        {
            await host.SplitAsync();
        }

        await WriteAsync(host, "before");
        if (wereSplit)
        {
            await ExecuteAsync(host, PutTogether);
        }
        else
        {
            await (await StartAsync()).SplitAsync();
        }

        // The write that finds the change fails and leaves nothing, and the next one succeeds.
        var first = () => WriteAsync(host, "first");
        await first.Should().ThrowAsync<Exception>();
        (await host.TextsAsync("SELECT DISTINCT \"Grade\" FROM \"CanvasSubmission\"")).Should().Equal("before");
        await WriteAsync(host, "second");

        (await host.TextsAsync("SELECT \"Grade\" || ' ' || count(*) FROM \"CanvasSubmission\" GROUP BY \"Grade\"")).Should().Equal("second 40");
    }

    [Fact]
    public async Task FireTheTriggersOfStatements()
    {
        var host = await StartAsync();
        await host.SplitAsync();
        await ExecuteAsync(host, CountStatements);

        await WriteAsync(host, "inserted");
        (await host.TextsAsync("SELECT count(*) > 0 FROM statement_log")).Should().Equal("True");
        await ExecuteAsync(host, "TRUNCATE statement_log");
        await WriteAsync(host, "updated");

        (await host.TextsAsync("SELECT count(*) > 0 FROM statement_log")).Should().Equal("True");
    }

    [Fact]
    public async Task StayWholeWhereTheyHaveAnExclusionConstraint()
    {
        var host = await StartAsync();
        await ExecuteAsync(host, "ALTER TABLE \"CanvasGradeHistory\" ADD CONSTRAINT one_at_a_time EXCLUDE USING btree (\"EnrollmentId\" WITH =, \"RecordedAt\" WITH =)");

        var split = host.SplitAsync;

        (await split.Should().ThrowAsync<CanvasConfigurationException>()).WithMessage("*\"CanvasGradeHistory\" cannot be split by course: it has an exclusion constraint*");
        (await host.TextsAsync("SELECT relkind FROM pg_class WHERE relname = 'CanvasGradeHistory'")).Should().Equal("r");
    }

    private static Task WriteAsync(SplitHost host, string grade) => host.UseAsync(async context =>
    {
        var writer = host.Services.GetServices<IBulkWriter>().Last(one => one.CanWrite(context));
        return await writer.UpsertAsync(context, Enumerable.Range(1, 40).Select(n => new CanvasSubmission { Id = n, Grade = grade, CourseId = n % 8, AssignmentId = n % 8, UserId = n, FirstSyncedAt = DateTime.UtcNow, SyncedAt = DateTime.UtcNow }));
    });

    private static Task ExecuteAsync(SplitHost host, string sql) => host.UseAsync(async context =>
    {
#pragma warning disable EF1002 // The statements are constants.
        return await context.Database.ExecuteSqlRawAsync(sql);
#pragma warning restore EF1002
    });

    private async Task<SplitHost> StartAsync()
    {
        var host = await SplitHost.StartAsync(_canvas, _store, 4);
        _hosts.Add(host);
        return host;
    }
}
