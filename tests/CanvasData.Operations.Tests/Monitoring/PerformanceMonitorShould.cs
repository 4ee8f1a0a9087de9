using System.Diagnostics;
using System.Text.Json;
using CanvasData.Operations.Monitoring;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Monitoring;

[Collection("Monitoring")]
public class PerformanceMonitorShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task CountQueriesRowsAndTimeOfEachShape(Provider provider)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        var clock = Stopwatch.StartNew();
        for (var shelf = 0; shelf < 20; shelf++)
        {
            await host.UseAsync(context => context.Books.Where(book => book.Shelf == shelf).ToListAsync());
        }

        await host.UseAsync(context => context.Books.CountAsync());
        var elapsed = clock.Elapsed.TotalMilliseconds;
        var report = host.Monitor.CreateReport();

        report.Executions.Should().Be(21);
        report.Queries.Should().HaveCount(2);
        var byShelf = report.Queries.Single(query => query.Executions == 20);
        byShelf.Summary.Should().Be("SELECT Books");
        byShelf.Text.Should().EndWith("= ?");
        byShelf.Source.Should().Be(nameof(CommandSource.LinqQuery));
        byShelf.DatabaseSystem.Should().Be(provider == Provider.Sqlite ? "sqlite" : "postgresql");
        byShelf.Rows.Should().BeEquivalentTo(new { Count = 20, Mean = 10.0, Median = 10.0, P99 = 10.0, Max = 10.0 });
        byShelf.FirstRowMilliseconds.Count.Should().Be(20);
        byShelf.Milliseconds.Mean.Should().BeGreaterThan(byShelf.FirstRowMilliseconds.Mean, "reading the rows takes time too");
        report.TotalMilliseconds.Should().BePositive().And.BeLessThan(elapsed);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task CountTheReadingOfRowsAfterTheFirst(Provider provider)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        await host.UseAsync(async context =>
        {
            await foreach (var book in context.Books.AsAsyncEnumerable())
            {
                if (book.Id == 1)
                {
                    await Task.Delay(50);
                }
            }

            return true;
        });

        var query = host.Monitor.CreateReport().Queries.Should().ContainSingle().Subject;
        query.Milliseconds.Max.Should().BeGreaterThanOrEqualTo(query.FirstRowMilliseconds.Max + 45, "the host was slow between two rows");
        query.Rows.Max.Should().Be(200);
    }

    [Fact]
    public async Task ComputeQuantilesWithinTheErrorThatItPromises()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        var counts = Enumerable.Range(1, 400).Select(i => i % 4 == 0 ? i * 10 : i % 50).ToArray();
        new Random(1).Shuffle(counts);
        await host.UseAsync(async context =>
        {
            foreach (var count in counts)
            {
                (await context.Books.SelectMany(book => context.Books, (book, other) => book.Id).Take(count).ToListAsync()).Should().HaveCount(count);
            }

            return true;
        });

        var rows = host.Monitor.CreateReport().Queries.Should().ContainSingle().Subject.Rows;
        var sorted = counts.Order().ToArray();
        (rows.Count, rows.Max).Should().Be((400, 4_000.0));
        rows.Mean.Should().BeApproximately(counts.Average(), 1e-9);
        foreach (var (share, quantile) in ((double, double)[])[(0.5, rows.Median), (0.95, rows.P95), (0.99, rows.P99)])
        {
            var exact = sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
            quantile.Should().BeApproximately(exact, exact < 64 ? 0 : exact / 64.0, $"{share} of the values do not exceed {exact}");
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task CountReadersThatAreLeftEarly(Provider provider)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        await host.UseAsync(async context =>
        {
            await foreach (var _ in context.Books.AsAsyncEnumerable())
            {
                break;
            }

            return true;
        });

        host.Monitor.CreateReport().Queries.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Executions = 1, Failures = 0, Cancellations = 0 });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task CountWrites(Provider provider)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        await host.UseAsync(async context =>
        {
            await context.Books.Where(book => book.Shelf < 2).ExecuteUpdateAsync(set => set.SetProperty(book => book.Shelf, 99));
            await context.Books.Where(book => book.Shelf == 99).ExecuteDeleteAsync();
            context.Add(new Book { Title = "New" });
            return await context.SaveChangesAsync();
        });

        var queries = host.Monitor.CreateReport().Queries;
        queries.Select(query => (query.Summary, query.Rows.Max, query.Source)).Should().BeEquivalentTo(
            [("UPDATE Books", 20.0, "BulkUpdate"), ("DELETE Books", 20.0, "BulkUpdate"), ("INSERT Books", 1.0, "SaveChanges")]);
    }

    [Theory]
    [InlineData(Provider.Sqlite, "SQLite 1")]
    [InlineData(Provider.PostgreSql, "PostgreSQL 42P01")]
    public async Task CountCommandsThatFail(Provider provider, string code)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        await host.UseAsync(context => FluentActions.Awaiting(() => context.Database.ExecuteSqlRawAsync("DELETE FROM nothing_like_this")).Should().ThrowAsync<Exception>());
        await host.UseAsync(context => FluentActions.Awaiting(() => context.Books.FromSqlRaw("SELECT * FROM nothing_like_this").ToListAsync()).Should().ThrowAsync<Exception>());

        var report = host.Monitor.CreateReport();
        report.Failures.Should().Be(2);
        report.Queries.Should().HaveCount(2).And.OnlyContain(query => query.Errors.Single().Key == code);
    }

    [Fact]
    public async Task CountCommandsThatAreCanceled()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.PostgreSql);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await host.UseAsync(context => FluentActions.Awaiting(() => context.Database.ExecuteSqlRawAsync("SELECT pg_sleep(60)", cancellation.Token)).Should().ThrowAsync<OperationCanceledException>());

        var query = host.Monitor.CreateReport().Queries.Should().ContainSingle().Subject;
        (query.Cancellations, query.Failures, query.Executions).Should().Be((1, 0, 1));
        query.Milliseconds.Max.Should().BeGreaterThan(50);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RecordNoValue(Provider provider)
    {
        const string Secret = "S3cr3t-Value";
        var log = new CapturedLog();
        var heard = new HeardTelemetry();
        await using var host = await MonitoredHost.StartAsync(provider, options => options.SlowAfter = TimeSpan.FromMilliseconds(1), log: log);
        using (heard)
        {
            await host.UseAsync(async context =>
            {
                var title = Secret;
                List<string> titles = [Secret, "other"];
                await context.Books.TagWith("search").Where(book => book.Title == title).ToListAsync();
                await context.Books.Where(book => book.Title == Secret).ToListAsync();
                await context.Books.Where(book => EF.Constant(titles).Contains(book.Title)).ToListAsync();
                await context.Books.FromSqlRaw($"SELECT * FROM \"Books\" WHERE \"Title\" = '{Secret}' /* {Secret} */").ToListAsync();
                await context.Database.ExecuteSqlRawAsync($"UPDATE \"Books\" SET \"Title\" = 'it''s {Secret}' WHERE \"Title\" = '{Secret}'");
                await context.Books.FromSqlRaw($"SELECT * FROM \"Books\" WHERE \"Title\" = 'open").ToListAsync().ContinueWith(task => task.Exception);
                await context.Database.ExecuteSqlRawAsync($"SELECT '{Secret}' FROM nothing_like_this").ContinueWith(task => task.Exception);
                context.Add(new Book { Title = Secret });
                await context.SaveChangesAsync();
                return provider == Provider.Sqlite ? 0 : await context.Database.ExecuteSqlRawAsync($"DO $body$ BEGIN PERFORM '{Secret}', pg_sleep(0.01); END $body$; SELECT E'\\'{Secret}', $${Secret}$$, U&'{Secret}'");
            });
        }

        var report = host.Monitor.CreateReport();
        report.Executions.Should().BeGreaterThanOrEqualTo(8);
        heard.Tags.Should().NotBeEmpty();
        var everything = string.Join('\n', (string[])[report.ToJson(), report.ToJson(indented: true), report.ToText(), .. heard.Tags, .. log.Lines.Where(line => line.Contains("Slow query", StringComparison.Ordinal))]);
        everything.Should().Contain("search").And.NotContain("S3cr3t");
    }

    [Fact]
    public async Task GiveOneShapeToListsOfAnyLength()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        foreach (var count in (int[])[2, 7, 40])
        {
            List<long> ids = [.. Enumerable.Range(1, count)];
            await host.UseAsync(context => context.Books.Where(book => ids.Contains(book.Id)).ToListAsync());
        }

        host.Monitor.CreateReport().Queries.Should().ContainSingle().Which.Text.Should().EndWith("IN (?)");
    }

    [Fact]
    public async Task KeepCallSitesApartWithinAShape()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        for (var i = 0; i < 3; i++)
        {
            await host.UseAsync(context => context.Books.TagWith("dashboard").Where(book => book.Shelf == 1).ToListAsync());
        }

        await host.UseAsync(context => context.Books.TagWith("export").Where(book => book.Shelf == 1).ToListAsync());
        await host.UseAsync(context => context.Books.TagWithCallSite().Where(book => book.Shelf == 1).ToListAsync());

        var sites = host.Monitor.CreateReport().Queries.Should().ContainSingle().Subject.CallSites;
        sites.Should().HaveCount(3).And.Contain(site => site.Tag == "dashboard" && site.Executions == 3).And.Contain(site => site.Tag == "export" && site.Executions == 1)
            .And.Contain(site => site.Tag.Contains("PerformanceMonitorShould.cs:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListAndLogSlowQueriesWithTheirCallSite()
    {
        var log = new CapturedLog();
        await using var host = await MonitoredHost.StartAsync(Provider.PostgreSql, options => (options.SlowAfter, options.MaxSlowQueries) = (TimeSpan.FromMilliseconds(100), 2), log: log);
        await host.UseAsync(async context =>
        {
            await context.Books.ToListAsync();
            foreach (var seconds in (double[])[0.15, 0.2, 0.25])
            {
                await context.Books.FromSqlRaw("SELECT b.* FROM \"Books\" AS b, pg_sleep({0}) AS slept WHERE b.\"Id\" = 1", seconds).TagWith("nightly export").ToListAsync();
            }

            return true;
        });

        var slow = host.Monitor.CreateReport().SlowQueries;
        slow.Should().HaveCount(2, "the oldest of three gave way").And.OnlyContain(query => query.CallSite == "nightly export" && query.Milliseconds >= 200).And.BeInDescendingOrder(query => query.Milliseconds);
        log.Lines.Should().Contain(line => line.StartsWith("Warning QueryWasSlow Slow query: SELECT Books took", StringComparison.Ordinal) && line.Contains("nightly export", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task FindRowsLoadedOneByOneInARequest(Provider provider)
    {
        await using var host = await MonitoredHost.StartAsync(provider);
        using (var request = new Activity("GET /books").Start())
        {
            await host.UseAsync(async context =>
            {
                foreach (var id in await context.Books.Where(book => book.Shelf == 3).Select(book => book.Id).ToListAsync())
                {
                    using var inner = new Activity("inner").Start();
                    await context.Books.TagWith("one book").SingleAsync(book => book.Id == id);
                }

                return true;
            });
        }

        var repeated = host.Monitor.CreateReport().RepeatedQueries.Should().ContainSingle().Subject;
        repeated.Should().BeEquivalentTo(new { CallSite = "one book", Scopes = 1, MostInOneScope = 10, Scope = "GET /books" });
        repeated.Before.Should().EndWith("= ?").And.Contain("Shelf");
    }

    [Fact]
    public async Task CallNoQueryRepeatedThatOtherRequestsRepeat()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        for (var i = 0; i < 30; i++)
        {
            using var request = new Activity("GET /book").Start();
            await host.UseAsync(context => context.Books.FirstAsync(book => book.Id == 5));
        }

        using (host.Monitor.BeginScope("save"))
        {
            await host.UseAsync(async context =>
            {
                for (var i = 0; i < 30; i++)
                {
                    context.Add(new Book { Title = "One of many" });
                    await context.SaveChangesAsync();
                }

                return await context.Books.Where(book => book.Shelf == 0).ToListAsync();
            });
        }

        host.Monitor.CreateReport().RepeatedQueries.Should().BeEmpty();
    }

    [Fact]
    public async Task CountInTheScopeThatTheHostOpens()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite, options => options.RepeatedFrom = 3);
        async Task JobAsync(string name, int times)
        {
            using (host.Monitor.BeginScope(name))
            {
                for (var i = 0; i < times; i++)
                {
                    await Task.Yield();
                    await host.UseAsync(context => context.Books.FirstAsync(book => book.Id == 5));
                }
            }
        }

        await Task.WhenAll(JobAsync("short", 2), JobAsync("long", 7), JobAsync("longer", 9));

        host.Monitor.CreateReport().RepeatedQueries.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Scopes = 2, MostInOneScope = 9, Scope = "longer", Before = (string?)null });
    }

    [Fact]
    public async Task CountEachOfManyConcurrentQueries()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.PostgreSql);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            for (var i = 0; i < 50; i++)
            {
                await host.UseAsync(context => context.Books.Where(book => book.Shelf == worker).ToListAsync());
                _ = host.Monitor.CreateReport().ToText();
            }
        }));

        host.Monitor.CreateReport().Queries.Should().ContainSingle().Which.Rows.Count.Should().Be(800);
    }

    [Fact]
    public async Task LetTheQueryPassWhenMeasuringItFails()
    {
        var log = new CapturedLog();
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite, log: log);
        using (new HeardTelemetry { Fails = true })
        {
            (await host.UseAsync(context => context.Books.CountAsync())).Should().Be(200);
            (await host.UseAsync(context => context.Books.Where(book => book.Shelf == 1).ToListAsync())).Should().HaveCount(10);
            (await host.UseAsync(context => context.Books.Where(book => book.Shelf == 1).ExecuteDeleteAsync())).Should().Be(10);
            await host.UseAsync(context => FluentActions.Awaiting(() => context.Database.ExecuteSqlRawAsync("nonsense")).Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>());
        }

        var report = host.Monitor.CreateReport();
        report.MonitorFailures.Should().Be(4);
        report.ToText().Should().Contain("4 commands could not be measured");
        log.Lines.Count(line => line.StartsWith("Warning MonitorFailed", StringComparison.Ordinal)).Should().Be(1, "a fault that lasts must not fill the log");
    }

    [Fact]
    public async Task MeasurePooledContextsAndFactories()
    {
        await using var pooled = await MonitoredHost.StartAsync(Provider.Sqlite, register: (services, store) => services.AddDbContextPool<LibraryContext>(options => store.Configure(options)));
        for (var i = 0; i < 5; i++)
        {
            await pooled.UseAsync(context => context.Books.CountAsync());
        }

        await using var made = await MonitoredHost.StartAsync(Provider.Sqlite, register: (services, store) => services.AddPooledDbContextFactory<LibraryContext>(options => store.Configure(options)).AddScoped(provider => provider.GetRequiredService<IDbContextFactory<LibraryContext>>().CreateDbContext()));
        await made.UseAsync(context => context.Books.CountAsync());

        pooled.Monitor.CreateReport().Executions.Should().Be(5);
        made.Monitor.CreateReport().Executions.Should().Be(1, "each host has a monitor of its own");
    }

    [Fact]
    public async Task MeasureAndAdviseContextsWithAModelThatWasCompiledBefore()
    {
        using var other = await TestStore.CreateAsync(Provider.Sqlite);
        await using var compiled = new LibraryContext(other.Configure(new DbContextOptionsBuilder<LibraryContext>()).Options);
        await using var host = await MonitoredHost.StartAsync(
            Provider.Sqlite, options => options.KeepsStatements = true,
            register: (services, store) => services.AddDbContext<LibraryContext>(options => store.Configure(options).UseModel(compiled.Model)));
        await host.UseAsync(context => context.Database.ExecuteSqlRawAsync("INSERT INTO \"Books\" (\"Title\", \"Shelf\", \"Row\", \"Side\") SELECT 'More', \"Id\", 0, 0 FROM (SELECT a.\"Id\" FROM \"Books\" a, \"Books\" b)"));
        await host.UseAsync(context => context.Books.Where(book => book.Shelf == 1).ToListAsync());

        (await host.Monitor.SuggestIndexesAsync()).Should().ContainSingle().Which.ModelLine.Should().Be("modelBuilder.Entity<Book>().HasIndex(row => row.Shelf);");
    }

    [Fact]
    public async Task MeasureContextsThatTheHostMakes()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        var options = (DbContextOptionsBuilder)new DbContextOptionsBuilder<LibraryContext>();
        host.Store.Configure(options).UsePerformanceMonitor(host.Monitor).UsePerformanceMonitor(host.Monitor);
        await using (var context = new LibraryContext(options.Options))
        {
            await context.Books.CountAsync();
        }

        host.Monitor.CreateReport().Executions.Should().Be(1);
        FluentActions.Invoking(() => options.UsePerformanceMonitor(new StrangeMonitor())).Should().Throw<CanvasData.Operations.Diagnostics.CanvasConfigurationException>().WithMessage("*MonitorQueries()*");
    }

    [Fact]
    public async Task AddNothingToAHostThatDoesNotAskForIt()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var services = new ServiceCollection();
        services.AddDbContext<LibraryContext>(options => store.Configure(options));
        services.AddCanvasOperations().UseDbContext<LibraryContext>();
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<LibraryContext>();

        context.GetType().Should().Be<LibraryContext>();
        scope.ServiceProvider.GetService<IPerformanceMonitor>().Should().BeNull();
        scope.ServiceProvider.GetRequiredService<DbContextOptions<LibraryContext>>().FindExtension<Microsoft.EntityFrameworkCore.Infrastructure.CoreOptionsExtension>()!.Interceptors!
            .Should().NotContain(interceptor => interceptor is IDbCommandInterceptor);
    }

    [Fact]
    public async Task ReportAsJsonAndAsText()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        await host.UseAsync(context => context.Books.TagWith("list").ToListAsync());
        var report = host.Monitor.CreateReport();

        using var json = JsonDocument.Parse(report.ToJson());
        var query = json.RootElement.GetProperty("queries")[0];
        query.GetProperty("rows").GetProperty("median").GetDouble().Should().Be(200);
        query.GetProperty("callSites")[0].GetProperty("tag").GetString().Should().Be("list");
        JsonSerializer.Deserialize<PerformanceReport>(report.ToJson(indented: true), JsonSerializerOptions.Web).Should().BeEquivalentTo(report);
        report.ToText().Should().Contain("SELECT Books").And.Contain("at list: 1 commands").And.Contain("1 commands");
        host.Monitor.Reset();
        host.Monitor.CreateReport().Should().BeEquivalentTo(new { Executions = 0, TotalMilliseconds = 0.0 });
    }

    [Fact]
    public async Task MeasureAllocationsWhereOneThreadDoesTheWork()
    {
        await using var host = await MonitoredHost.StartAsync(Provider.Sqlite);
        await host.UseAsync(context => Task.FromResult(context.Books.AsNoTracking().Where(book => book.Shelf == 1).ToList()));
        await host.UseAsync(context => Task.FromResult(context.Books.AsNoTracking().ToList()));

        var queries = host.Monitor.CreateReport().Queries;
        var (few, all) = (queries.Single(query => query.Rows.Max == 10), queries.Single(query => query.Rows.Max == 200));
        few.AllocatedBytes.Count.Should().Be(1);
        all.AllocatedBytes.Max.Should().BeGreaterThan(few.AllocatedBytes.Max + 5_000, "190 more books were made");
    }

    private sealed class StrangeMonitor : IPerformanceMonitor
    {
        public IDisposable BeginScope(string name) => throw new NotSupportedException();

        public PerformanceReport CreateReport() => throw new NotSupportedException();

        public void Reset() => throw new NotSupportedException();

        public Task<IReadOnlyList<IndexSuggestion>> SuggestIndexesAsync(int queries = 20, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
