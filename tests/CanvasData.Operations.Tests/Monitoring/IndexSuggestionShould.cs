using System.Data.Common;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Monitoring;

[Collection("Monitoring")]
public class IndexSuggestionShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeAnIndexThatMakesTheQueryCheap(Provider provider)
    {
        await using var host = await StartAsync(provider);
        var shelf = 3;
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).ToListAsync());

        var suggestion = (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Subject;

        suggestion.Should().BeEquivalentTo(new { Table = "Books", Columns = (string[])["Shelf"], ModelLine = "modelBuilder.Entity<Book>().HasIndex(row => row.Shelf);", Evidence = IndexEvidence.Planner });
        suggestion.Gain.Should().BeGreaterThan(3);
        suggestion.Query.Should().EndWith("= ?");
        var report = host.Monitor.CreateReport();
        report.SuggestedIndexes.Should().Equal(suggestion);
        report.Queries.Single(query => query.Id == suggestion.QueryIds.Single()).Plan.Should().Contain(line => line.Contains(provider == Provider.Sqlite ? "SCAN" : "Seq Scan on Books", StringComparison.Ordinal));
        report.ToText().Should().Contain(suggestion.ModelLine).And.Contain("plan: ");
        report.Executions.Should().Be(1, "reading plans is no query of the host");

        // The promise holds: with the index the plan reads no whole table, and nothing more is suggested.
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("CREATE INDEX \"IX_Shelf\" ON \"Books\" (\"Shelf\")"));
        (await host.Monitor.SuggestIndexesAsync()).Should().BeEmpty();
        host.Monitor.CreateReport().Queries.SelectMany(query => query.Plan ?? []).Should().Contain(line => line.Contains("IX_Shelf", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task TakeColumnsTogetherThatPayTogether(Provider provider)
    {
        await using var host = await StartAsync(provider);
        var (shelf, row, title) = (3, 7, "B");
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf && book.Row == row && book.Title.CompareTo(title) > 0).ToListAsync());
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).Take(5).ToListAsync());

        var suggestion = (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Subject;

        suggestion.Columns.Should().BeEquivalentTo("Shelf", "Row");
        suggestion.ModelLine.Should().Be("modelBuilder.Entity<Book>().HasIndex(row => new { row.Shelf, row.Row });");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ServeAJoin(Provider provider)
    {
        await using var host = await StartAsync(provider);
        var title = "Book 17";
        await host.UseAsync(context => context.Books.Where(book => book.Title == title)
            .Join(context.Books, book => book.Row, other => other.Shelf, (book, other) => new { book.Title, Other = other.Title }).ToListAsync());

        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.Columns.Should().Equal("Shelf");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotComeForWhatAnIndexWouldNotHelp(Provider provider)
    {
        await using var host = await StartAsync(provider);
        var (title, two, part) = ("Book 17", 2, "ook");
        await host.UseAsync(async context =>
        {
            // An index is there; all rows are wanted; the column has two values; an index does not find parts of texts; the table is small.
            await context.Books.Where(book => book.Title == title).ToListAsync();
            await context.Books.ToListAsync();
            await context.Books.Where(book => book.Side == two).Take(500).ToListAsync();
            await context.Books.Where(book => book.Title.Contains(part)).CountAsync();
            await context.Set<Model.CanvasTerm>().Where(term => term.Name == title).ToListAsync();
            context.Add(new Book { Title = "New" });
            return await context.SaveChangesAsync();
        });

        (await host.Monitor.SuggestIndexesAsync()).Should().BeEmpty();
        host.Monitor.CreateReport().Queries.Where(query => query.Plan is not null).Should().HaveCount(5);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RunNothingThatAStatementHolds(Provider provider)
    {
        await using var host = await StartAsync(provider);
        await host.UseAsync(async context =>
        {
            await context.Database.ExecuteSqlRawAsync("DELETE FROM \"Books\" WHERE \"Shelf\" = -1; UPDATE \"Books\" SET \"Row\" = \"Row\" + 1 WHERE \"Shelf\" = 4");
            return await context.Books.Where(book => book.Shelf == 5).ExecuteUpdateAsync(set => set.SetProperty(book => book.Row, book => book.Row + 1));
        });
        var before = await SumAsync(host);

        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle("the update of one shelf reads all books").Which.Columns.Should().Equal("Shelf");

        (await SumAsync(host)).Should().Be(before);
        (await host.UseAsync(context => context.Database.SqlQueryRaw<long>(
            provider == Provider.Sqlite ? "SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name LIKE 'canvas_tried%'" : "SELECT count(*) AS \"Value\" FROM pg_indexes WHERE tablename = 'Books' AND indexname NOT IN ('PK_Books', 'IX_Books_Title')").SingleAsync())).Should().Be(0);
        static Task<long> SumAsync(MonitoredHost host) => host.UseAsync(context => context.Books.SumAsync(book => (long)book.Row));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ShowNoValue(Provider provider)
    {
        await using var host = await StartAsync(provider);
        await host.UseAsync(async context =>
        {
            await context.Books.FromSqlRaw("SELECT * FROM \"Books\" WHERE \"Shelf\" = 3 AND \"Title\" <> 'S3cr3t'").ToListAsync();
            return await context.Books.Where(book => book.Row == 5 && book.Title != "S3cr3t").ToListAsync();
        });

        (await host.Monitor.SuggestIndexesAsync()).Should().NotBeEmpty();
        var report = host.Monitor.CreateReport();
        (report.ToJson() + report.ToText()).Should().Contain("plan").And.NotContain("S3cr3t");
    }

    [Fact]
    public async Task SayWhatIsKnownWithoutHypotheticalIndexes()
    {
        await using var host = await StartAsync(Provider.PostgreSql, hypothetical: false);
        var (shelf, two) = (3, 2);
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).ToListAsync());
        await host.UseAsync(context => context.Books.Where(book => book.Side == two).Take(500).ToListAsync());

        var suggestion = (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Subject;
        suggestion.Should().BeEquivalentTo(new { Columns = (string[])["Shelf"], Evidence = IndexEvidence.Statistics, MaxBytes = (long?)null });
        var estimated = suggestion.After;

        // The estimate is near the truth of the planner.
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("CREATE EXTENSION hypopg"));
        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.After.Should().BeInRange(estimated / 4, estimated * 4);
    }

    [Fact]
    public async Task FindHypotheticalIndexesOutsideTheSearchPath()
    {
        await using var host = await StartAsync(Provider.PostgreSql, hypothetical: false);
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("CREATE SCHEMA \"Tools\"; CREATE EXTENSION hypopg SCHEMA \"Tools\""));
        host.Monitor.Reset();
        var shelf = 3;
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).ToListAsync());

        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.Evidence.Should().Be(IndexEvidence.Planner);

        // An extension that cannot be used costs no plan.
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("ALTER FUNCTION \"Tools\".hypopg_reset() RENAME TO gone"));
        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.Evidence.Should().Be(IndexEvidence.Statistics);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotMistakeFunctionsAndOperatorsForColumns(Provider provider)
    {
        await using var host = await StartAsync(provider);
        int[] shelves = [3, 4];
        await host.UseAsync(context => context.Books.Where(book => shelves.Contains(book.Shelf)).ToListAsync());
        await host.UseAsync(context => context.Books.FromSqlRaw("SELECT * FROM \"Books\" WHERE \"Shelf\" = abs({0}) AND \"Side\" >= coalesce({0}, 0)", -3).ToListAsync());
        await host.UseAsync(context => context.Books.FromSqlRaw("SELECT * FROM \"Books\" WHERE \"Shelf\" = 3 AND \"Side\" = CASE WHEN \"Row\" > 5 THEN 1 ELSE 0 END").ToListAsync());

        (await host.Monitor.SuggestIndexesAsync()).Should().Contain(suggestion => suggestion.Columns[0] == "Shelf");

        host.Monitor.CreateReport().Queries.Should().HaveCount(3).And.NotContain(query => query.Plan![0].StartsWith("No plan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadStatementsWithParametersOfEveryKind()
    {
        await using var host = await StartAsync(Provider.Sqlite);
        foreach (var name in (string[])["@shelf", "$shelf", ":shelf", "?1"])
        {
            await host.UseAsync(context => context.Books.FromSqlRaw("SELECT * FROM \"Books\" WHERE @shelf = \"Shelf\"".Replace("@shelf", name, StringComparison.Ordinal), new SqliteParameter(name, 3)).ToListAsync());
        }

        // The driver cannot bind it, which must not concern the other statements.
        await host.Invoking(one => one.UseAsync(context => context.Books.FromSqlRaw("SELECT * FROM \"Books\" WHERE \"Side\" = ?").ToListAsync())).Should().ThrowAsync<InvalidOperationException>();

        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.Columns.Should().Equal("Shelf");
        host.Monitor.CreateReport().Queries.Where(query => query.Failures == 0).Should().NotBeEmpty().And.OnlyContain(query => query.Plan!.Single() == "SCAN Books");
    }

    [Fact]
    public async Task ReadTheOtherStatementsAfterOneThatCannotBePlanned()
    {
        await using var host = await StartAsync(Provider.PostgreSql);
        var shelf = 3;
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).ToListAsync());
        for (var i = 0; i < 40; i++)
        {
            // PostgreSQL prepares it, and computes the quotient when it plans.
            await host.Invoking(one => one.UseAsync(context => context.Books.FromSqlRaw("SELECT * FROM \"Books\" WHERE \"Row\" = 1 / 0").ToListAsync())).Should().ThrowAsync<DbException>();
        }

        host.Monitor.CreateReport().Queries[0].Failures.Should().Be(40, "the statement that fails is read first");
        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.Columns.Should().Equal("Shelf");
        host.Monitor.CreateReport().Queries[0].Plan.Should().Equal("No plan (PostgreSQL 22012).");
    }

    [Fact]
    public async Task NotCountMoreThanAQueryReadsBelowItsLimit()
    {
        await using var host = await StartAsync(Provider.PostgreSql, hypothetical: false);
        var shelf = 3;
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).Take(28).ToListAsync());

        (await host.Monitor.SuggestIndexesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task NeedStatementsThatAreKept()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);

        await host.Monitor.Awaiting(monitor => monitor.SuggestIndexesAsync()).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*KeepsStatements = true*");
    }

    private static async Task<MonitoredHost> StartAsync(Provider provider, bool hypothetical = true)
    {
        var host = await MonitoredHost.StartAsync(provider, options => options.KeepsStatements = true);
        await host.UseAsync(async context =>
        {
            await context.Database.ExecuteSqlRawAsync(provider == Provider.Sqlite
                ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO \"Books\" (\"Title\", \"Shelf\", \"Row\", \"Side\") SELECT 'Book ' || i, i % 500, i % 53, i % 2 FROM n"
                : "INSERT INTO \"Books\" (\"Title\", \"Shelf\", \"Row\", \"Side\") SELECT 'Book ' || i, i % 500, i % 53, i % 2 FROM generate_series(1, 20000) AS i; ANALYZE \"Books\"");
            return provider == Provider.PostgreSql && hypothetical ? await context.Database.ExecuteSqlRawAsync("CREATE EXTENSION hypopg") : 0;
        });
        host.Monitor.Reset();
        return host;
    }
}
