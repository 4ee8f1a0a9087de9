using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>Several Canvas instances in one host, each under its key.</summary>
public class KeyedInstancesShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SyncAndAnswerEachFromItsOwnCanvas(Provider provider)
    {
        await using var north = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 8, AssignmentsPerCourse = 2, Seed = 1 });
        await using var south = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 5, Students = 12, AssignmentsPerCourse = 3, Seed = 2 });
        using var northStore = await TestStore.CreateAsync(provider);
        using var southStore = provider == Provider.PostgreSql ? TestStore.Existing(provider, northStore.ConnectionString) : await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(services =>
        {
            // On PostgreSQL both are in one database, each in a schema of its own.
            services.AddDbContext<NorthContext>(options => northStore.Configure(options));
            services.AddDbContext<SouthContext>(options => southStore.Configure(options));
            services.AddCanvasOperations("north", options => options.Sync.MaxConcurrentCourses = 2).UseDbContext<NorthContext>().UseSimulator(north).UsePostgreSqlBulkWriter().UseSqliteBulkWriter();
            services.AddCanvasOperations("south").UseDbContext<SouthContext>().UseSimulator(south).UsePostgreSqlBulkWriter().UseSqliteBulkWriter();
        });
        await CreateTablesAsync<NorthContext>(host);
        await CreateTablesAsync<SouthContext>(host);

        var reports = await Task.WhenAll(Bridge(host, "north").SyncAllCoursesAsync(), Bridge(host, "south").SyncAllCoursesAsync());

        reports.Should().OnlyContain(report => report.Succeeded);
        (await CoursesAsync("north")).Should().Equal(north.School.Courses.Count(course => !course.AccessRestrictedByDate));
        (await CoursesAsync("south")).Should().Equal(south.School.Courses.Count(course => !course.AccessRestrictedByDate));
        await using var scope = host.CreateAsyncScope();
        await SchoolOracle.Of(north).AssertStoredAsync(scope.ServiceProvider.GetRequiredService<NorthContext>());
        await SchoolOracle.Of(south).AssertStoredAsync(scope.ServiceProvider.GetRequiredService<SouthContext>());
        (await Bridge(host, "north").SyncAllCoursesAsync()).RowsWritten.Should().Be(0);
        host.GetService<ICanvasBridge>().Should().BeNull("the host itself has no Canvas");

        async Task<List<int>> CoursesAsync(string key)
        {
            await using var request = host.CreateAsyncScope();
            var queries = request.ServiceProvider.GetRequiredKeyedService<IQueryBuilder>(key);
            return [(await queries.ForEverything().Courses().Where(course => course.WorkflowState != null).ToListAsync()).Count];
        }
    }

    [Fact]
    public async Task ServeOneClassOfContextWithADatabaseForEachKeyBesideTheHostsOwnInstance()
    {
        var stores = new Dictionary<string, TestStore> { ["own"] = await TestStore.CreateAsync(Provider.Sqlite), ["north"] = await TestStore.CreateAsync(Provider.Sqlite), ["south"] = await TestStore.CreateAsync(Provider.Sqlite) };
        await using var host = await StartAsync(services =>
        {
            services.AddDbContext<SchoolContext>(options => stores["own"].Configure(options));
            services.AddCanvasOperations().UseDbContext<SchoolContext>().UseCanvasClient(_ => Scripted("own", 1));
            foreach (var (key, courses) in new[] { ("north", 2), ("south", 3) })
            {
                var instance = services.AddCanvasOperations(key);
                instance.Services.AddDbContext<SchoolContext>(options => stores[key].Configure(options));
                instance.UseDbContext<SchoolContext>().UseCanvasClient(_ => Scripted(key, courses)).UseSqliteBulkWriter();
            }
        });
        await using var scope = host.CreateAsyncScope();
        foreach (var (key, courses) in new (string?, int)[] { (null, 1), ("north", 2), ("south", 3) })
        {
            var context = key is null ? scope.ServiceProvider.GetRequiredService<SchoolContext>() : scope.ServiceProvider.GetRequiredKeyedService<SchoolContext>(key);
            await context.Database.EnsureCreatedAsync();
            var bridge = key is null ? host.GetRequiredService<ICanvasBridge>() : Bridge(host, key);
            (await bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
            var queries = key is null ? scope.ServiceProvider.GetRequiredService<IQueryBuilder>() : scope.ServiceProvider.GetRequiredKeyedService<IQueryBuilder>(key);
            (await queries.ForEverything().Courses().CountAsync()).Should().Be(courses);
            (await context.Set<CanvasInstance>().SingleAsync()).Address.Should().Be($"https://{key ?? "own"}.example");
        }

        foreach (var store in stores.Values)
        {
            store.Dispose();
        }
    }

    [Fact]
    public async Task WorkInTheContextOfTheRequestAndInItsTransaction()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var other = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(services =>
        {
            services.AddDbContext<NorthContext>(options => store.Configure(options));
            services.AddDbContextFactory<SouthContext>(options => other.Configure(options));
            services.AddCanvasOperations("north").UseDbContext<NorthContext>().UseCanvasClient(_ => Scripted("north", 1));
            services.AddCanvasOperations("south").UseDbContext<SouthContext>().UseCanvasClient(_ => Scripted("south", 1));
        });
        await using var scope = host.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<NorthContext>();
        await context.Database.EnsureCreatedAsync();
        await using (await context.Database.BeginTransactionAsync())
        {
            var units = scope.ServiceProvider.GetRequiredKeyedService<IUnitOfWork>("north");
            await units.RunAsync(async (inside, token) =>
            {
                inside.Should().BeSameAs(context);
                inside.Add(new CanvasTerm { Id = 7, Name = "Spring" });
                await inside.SaveChangesAsync(token);
            });
        }

        context.ChangeTracker.Clear();
        (await context.Set<CanvasTerm>().CountAsync()).Should().Be(0, "the request rolled back");
        scope.ServiceProvider.GetRequiredKeyedService<IUnitOfWork>("south").Should().NotBeSameAs(scope.ServiceProvider.GetRequiredKeyedService<IUnitOfWork>("north"));
        await using var made = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<SouthContext>>().CreateDbContextAsync();
        await made.Database.EnsureCreatedAsync();
        (await Bridge(host, "south").SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task CheckTheOptionsOfEachWhenTheHostStarts()
    {
        await using var host = await StartAsync(services =>
        {
            services.AddCanvasOperations("north", options => options.Sync.MaxConcurrentCourses = 99).UseRestClient(rest => rest.AccessToken = "x");
            services.AddCanvasOperations("south").UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (new Uri("https://south.example"), "token-of-south"));
        });
        var failures = new List<string>();
        foreach (var service in host.GetServices<IHostedService>())
        {
            try
            {
                await service.StartAsync(CancellationToken.None);
            }
            catch (Exception error) when (error is OptionsValidationException or AggregateException)
            {
                failures.Add(error.ToString());
            }
        }

        failures.Should().ContainSingle().Which.Should().Contain("MaxConcurrentCourses is 99").And.Contain("BaseAddress");
    }

    [Fact]
    public async Task RunTheScheduleOfEachWithItsOwnServices()
    {
        using var north = await TestStore.CreateAsync(Provider.Sqlite);
        using var south = await TestStore.CreateAsync(Provider.Sqlite);
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var host = await StartAsync(services =>
        {
            foreach (var (key, store) in new[] { ("north", north), ("south", south) })
            {
                var canvas = Scripted(key, 1);
                canvas.Before = (what, _, _) =>
                {
                    asked.Add($"{key} {what}");
                    return Task.CompletedTask;
                };
                var instance = services.AddCanvasOperations(key);
                instance.Services.AddDbContext<SchoolContext>(options => store.Configure(options));
                instance.UseDbContext<SchoolContext>().UseCanvasClient(_ => canvas).AddSyncSchedule(schedule => schedule.FirstDelay = TimeSpan.Zero);
            }
        });
        await using (var scope = host.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredKeyedService<SchoolContext>("north").Database.EnsureCreatedAsync();
            await scope.ServiceProvider.GetRequiredKeyedService<SchoolContext>("south").Database.EnsureCreatedAsync();
        }

        var background = host.GetServices<IHostedService>().ToList();
        foreach (var service in background)
        {
            await service.StartAsync(CancellationToken.None);
        }

        await Waiting.UntilAsync(() => asked.Contains("north modules") && asked.Contains("south modules"), "both instances have synced");

        foreach (var service in background)
        {
            await service.StopAsync(CancellationToken.None);
        }

        asked.Count(one => one.EndsWith(" courses", StringComparison.Ordinal)).Should().Be(2);
    }

    [Fact]
    public async Task GiveFunctionsTheServicesOfTheInstanceAndOfTheHost()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var wrapped = 0;
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 4, AssignmentsPerCourse = 1 });
        await using var host = await StartAsync(services =>
        {
            services.AddSingleton(new Tokens(canvas.Token));
            services.AddDbContext<NorthContext>(options => store.Configure(options));
            services.AddCanvasOperations("north").UseDbContext<NorthContext>()
                .UseRestClient(rest =>
                {
                    rest.BaseAddress = canvas.BaseAddress;
                    rest.AccessTokenProvider = (request, _) => ValueTask.FromResult(request.Services.GetRequiredService<Tokens>().Value);
                })
                .WrapCanvasClient((inner, provider) =>
                {
                    wrapped++;
                    provider.GetRequiredService<IOptions<SyncOptions>>().Value.MaxConcurrentCourses.Should().Be(4);
                    return new Passing(inner);
                });
            services.AddCanvasOperations("south").UseCanvasClient<Hosted>();
        });
        await CreateTablesAsync<NorthContext>(host);

        (await Bridge(host, "north").SyncAllCoursesAsync()).Succeeded.Should().BeTrue();

        wrapped.Should().Be(1);
        host.GetRequiredKeyedService<ICanvasClient>("north").Should().BeOfType<Passing>();
        host.GetRequiredKeyedService<ICanvasClient>("south").Should().BeOfType<Hosted>().Which.Tokens.Value.Should().Be(canvas.Token);
    }

    [Fact]
    public async Task RefuseTheTablesOfAnotherInstance()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(services =>
        {
            services.AddDbContext<SchoolContext>(options => store.Configure(options));
            services.AddCanvasOperations("north").UseDbContext<SchoolContext>().UseCanvasClient(_ => Scripted("north", 1));
            services.AddCanvasOperations("south").UseDbContext<SchoolContext>().UseCanvasClient(_ => Scripted("south", 1));
        });
        await CreateTablesAsync<SchoolContext>(host);
        await Bridge(host, "north").SyncAllCoursesAsync();

        await host.Awaiting(one => Bridge(one, "south").SyncAllCoursesAsync()).Should().ThrowAsync<CanvasConfigurationException>().WithMessage("*https://north.example*");
    }

    [Fact]
    public void RefuseAnEmptyKeyAndAnInstanceWithinAnInstance()
    {
        var services = new ServiceCollection();

        services.Invoking(host => host.AddCanvasOperations(" ")).Should().Throw<ArgumentException>();
        services.AddCanvasOperations("north").Services.Invoking(own => own.AddCanvasOperations("south")).Should().Throw<CanvasConfigurationException>();
        services.AddCanvasOperations("north").Services.Should().BeSameAs(services.AddCanvasOperations("north").Services);
    }

    private static Task<ServiceProvider> StartAsync(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        configure(services);
        return Task.FromResult(services.BuildServiceProvider(validateScopes: true));
    }

    private static ICanvasBridge Bridge(IServiceProvider host, string key) => host.GetRequiredKeyedService<ICanvasBridge>(key);

    // EnsureCreated does nothing in a database that holds the tables of another context.
    private static async Task CreateTablesAsync<TContext>(ServiceProvider host) where TContext : DbContext
    {
        await using var scope = host.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        if (!await database.EnsureCreatedAsync())
        {
            await database.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        }
    }

    private static ScriptedCanvas Scripted(string name, int courses)
    {
        var canvas = new ScriptedCanvas { Instance = new Uri($"https://{name}.example") };
        foreach (var id in Enumerable.Range(1, courses))
        {
            canvas.AddCourse(id);
        }

        return canvas;
    }

    private sealed class NorthContext(DbContextOptions<NorthContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(Database.IsNpgsql() ? "north" : null);
    }

    private sealed class SouthContext(DbContextOptions<SouthContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData(Database.IsNpgsql() ? "south" : null);
    }

    private sealed record Tokens(string Value);

    private sealed class Passing(ICanvasClient inner) : DelegatingCanvasClient(inner);

    private sealed class Hosted(Tokens tokens) : DelegatingCanvasClient(new ScriptedCanvas())
    {
        public Tokens Tokens => tokens;
    }
}
