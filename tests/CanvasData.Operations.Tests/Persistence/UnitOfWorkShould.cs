using System.Data;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Persistence;

/// <summary>Units that a host runs: whole or not at all, in its own transaction or in theirs.</summary>
public class UnitOfWorkShould
{
    public static TheoryData<Provider> Databases => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task KeepAllOrNothing(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        await RunAsync(host, (units, _) => units.RunAsync(async (context, token) =>
        {
            await AddAsync(context, 1, token);
            await AddAsync(context, 2, token);
        }));
        await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync(async (context, token) =>
        {
            await AddAsync(context, 3, token);
            throw new NotSupportedException("stop");
        }))).Should().ThrowAsync<NotSupportedException>().WithMessage("stop");

        (await IdsAsync(host)).Should().Equal(1, 2);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LeaveTheTransactionOfTheHostUsableWhenItFailsInside(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        await RunAsync(host, async (units, context) =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await AddAsync(context, 1);
            var error = (await units.Awaiting(u => u.RunAsync(async (inner, token) =>
            {
                await AddAsync(inner, 2, token);
                await SameKeyAsync(inner, token);
            })).Should().ThrowAsync<RolledBackException>()).Which;
            error.IsTransactionOpen.Should().BeTrue();
            error.Message.Should().Contain("still open").And.Contain("unique");
            await AddAsync(context, 3);
            await transaction.CommitAsync();
        });

        (await IdsAsync(host)).Should().Equal(1, 3);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LeaveTheCommitToAHostThatBegan(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        await RunAsync(host, async (units, context) =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            (await units.RunAsync(async (inner, token) => await AddAsync(inner, 1, token))).Should().Be(1);
            await transaction.RollbackAsync();
        });

        (await IdsAsync(host)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task UndoOnlyTheInnerUnitThatFailed(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        await RunAsync(host, (units, _) => units.RunAsync(async (context, token) =>
        {
            await AddAsync(context, 1, token);
            await units.RunAsync(async (inner, innerToken) =>
            {
                await AddAsync(inner, 2, innerToken);
                await units.Awaiting(u => u.RunAsync(async (innermost, innermostToken) =>
                {
                    await AddAsync(innermost, 3, innermostToken);
                    await SameKeyAsync(innermost, innermostToken);
                })).Should().ThrowAsync<RolledBackException>();
            }, cancellationToken: token);
            await AddAsync(context, 4, token);
        }));

        (await IdsAsync(host)).Should().Equal(1, 2, 4);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task SayWhatWasRolledBack(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        var error = (await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync(async (_, token) =>
        {
            await units.RunAsync(async (inner, innerToken) => await AddAsync(inner, 1, innerToken), cancellationToken: token);
            await units.RunAsync(SameKeyAsync, cancellationToken: token);
        }))).Should().ThrowAsync<RolledBackException>()).Which;

        error.Message.Should().Contain("was rolled back").And.Contain("Rolled back with it").And.Contain(provider == Provider.Sqlite ? "SQLite 19" : "PostgreSQL 23505");
        error.RolledBack.Should().ContainSingle();
        error.Remedy.Should().Contain("unique");
        (error.IsTransient, error.IsTransactionOpen).Should().Be((false, false));
        error.InnerException.Should().BeAssignableTo<DbUpdateException>();
        (await IdsAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task RepeatADeadlock()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.ChangeAsync(context =>
        {
            context.AddRange(Term(1), Term(2));
            return Task.CompletedTask;
        });
        using var both = new Barrier(2);
        var attempts = 0;

        await Task.WhenAll(Task.Run(() => SwapAsync(1, 2)), Task.Run(() => SwapAsync(2, 1)));

        attempts.Should().Be(3, "one of the two was the victim once");
        (await host.RowsAsync<CanvasTerm>()).Select(row => row.Name).Should().OnlyContain(name => name!.Length == 3);

        Task SwapAsync(long first, long second) => RunAsync(host, (units, _) => units.RunAsync(async (context, token) =>
        {
            var isFirst = Interlocked.Increment(ref attempts) <= 2;
            await NameAsync(context, first, token);
            if (isFirst)
            {
                both.SignalAndWait(token);
            }

            await NameAsync(context, second, token);
        }));

        static Task NameAsync(DbContext context, long id, CancellationToken token) =>
            context.Set<CanvasTerm>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, row => row.Name + "x"), token);
    }

    [Fact]
    public async Task RepeatASerializationFailure()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        using var both = new Barrier(2);
        var attempts = 0;

        await Task.WhenAll(Task.Run(CountUpAsync), Task.Run(CountUpAsync));

        attempts.Should().BeGreaterThan(2);
        (await IdsAsync(host)).Should().Equal(1, 2);

        Task CountUpAsync() => RunAsync(host, (units, _) => units.RunAsync(
            async (context, token) =>
            {
                var isFirst = Interlocked.Increment(ref attempts) <= 2;
                var next = await context.Set<CanvasTerm>().CountAsync(token) + 1;
                if (isFirst)
                {
                    both.SignalAndWait(token);
                }

                await AddAsync(context, next, token);
            },
            IsolationLevel.Serializable));
    }

    [Fact]
    public async Task GiveUpAfterFiveConflicts()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        var attempts = 0;

        var error = (await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync(async (context, token) =>
        {
            attempts++;
            await AddAsync(context, 1, token);
            throw new DriverErrors.SqlException(1205);
        }))).Should().ThrowAsync<RolledBackException>()).Which;

        attempts.Should().Be(5);
        error.IsTransient.Should().BeTrue();
        error.Message.Should().Contain("5 attempts").And.Contain("SQL Server 1205").And.Contain("deadlock");
        (await IdsAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task NotRepeatWhatTheHostHadPending()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        var attempts = 0;

        await RunAsync(host, async (units, context) =>
        {
            context.Add(Term(7));
            await units.Awaiting(u => u.RunAsync((_, _) =>
            {
                attempts++;
                throw new DriverErrors.SqlException(1205);
            })).Should().ThrowAsync<RolledBackException>();
            context.ChangeTracker.Entries().Should().ContainSingle();
            await context.SaveChangesAsync();
        });

        attempts.Should().Be(1);
        (await IdsAsync(host)).Should().Equal(7);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task RunAtTheIsolationLevelThatIsAskedFor(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        var level = default(IsolationLevel);
        await RunAsync(host, (units, _) => units.RunAsync(
            (context, _) =>
            {
                level = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(context.Database.CurrentTransaction!).IsolationLevel;
                return Task.CompletedTask;
            },
            IsolationLevel.Serializable));

        level.Should().Be(IsolationLevel.Serializable);
        (await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync((_, _) => Task.CompletedTask, IsolationLevel.Chaos)))
            .Should().ThrowAsync<CanvasConfigurationException>()).Which.Message.Should().Contain("Chaos").And.Contain("Serializable");
    }

    [Fact]
    public async Task RefuseToJoinAWeakerTransaction()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        await RunAsync(host, async (units, context) =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted);
            var error = (await units.Awaiting(u => u.RunAsync((_, _) => Task.CompletedTask, IsolationLevel.Serializable)).Should().ThrowAsync<CanvasConfigurationException>()).Which;
            error.Message.Should().Contain("ReadCommitted").And.Contain("IsolationLevel.Serializable");
        });
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task JoinInnerUnitsWhereTheHostHasOnlyAFactory(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContextFactory<SchoolContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));

        await host.Awaiting(h => RunAsync(h, units => units.RunAsync(async (context, token) =>
        {
            await AddAsync(context, 1, token);
            await units.RunAsync(async (inner, innerToken) => await AddAsync(inner, 2, innerToken), cancellationToken: token);
            throw new NotSupportedException("stop");
        }))).Should().ThrowAsync<NotSupportedException>();

        (await IdsAsync(host)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task BeSeenByQuestionsInsideItWhereTheHostHasOnlyAFactory(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContextFactory<SchoolContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));
        await using var scope = host.Services.CreateAsyncScope();
        var (units, queries, identity) = (
            scope.ServiceProvider.GetRequiredService<IUnitOfWork>(), scope.ServiceProvider.GetRequiredService<IQueryBuilder>(), scope.ServiceProvider.GetRequiredService<ICanvasIdentity>());

        var seen = await units.RunAsync(
            async (context, token) =>
            {
                context.AddRange(
                    new CanvasCourse { Id = 7, Name = "Made in the unit", WorkflowState = "available" }, new CanvasUser { Id = 8, Name = "Ana", LoginId = "ana" },
                    new CanvasEnrollment { Id = 9, CourseId = 7, UserId = 8, Type = "StudentEnrollment", EnrollmentState = "active" });
                await context.SaveChangesAsync(token);
                return ((await queries.ForEverything().Courses().ToListAsync(token)).Count, (await identity.FindByLoginAsync("ana", token)).UserId);
            });

        seen.Should().Be((1, 8L));
        queries.ForEverything().Courses().Count().Should().Be(1, "after the unit a question has a context of its own again");
    }

    [Fact]
    public async Task SayThatALostCommitIsUncertain()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var commit = new FailingCommit();
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(commit)), builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));
        commit.Times = 1;

        var error = (await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync(async (context, token) => await AddAsync(context, 1, token))))
            .Should().ThrowAsync<CommitUncertainException>()).Which;

        error.Message.Should().Contain("not known whether it was written").And.Contain("Read what is stored");
    }

    [Fact]
    public async Task RunWithoutTransactionsInMemory()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        await RunAsync(host, (units, _) => units.RunAsync(
            (context, token) => units.RunAsync(async (inner, innerToken) => await AddAsync(inner, 1, innerToken), cancellationToken: token), IsolationLevel.Serializable));

        (await IdsAsync(host)).Should().Equal(1);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task StopWithoutATraceWhenItIsCanceled(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        using var stop = new CancellationTokenSource();

        await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync(
            async (context, token) =>
            {
                await AddAsync(context, 1, token);
                await stop.CancelAsync();
                await AddAsync(context, 2, token);
            },
            cancellationToken: stop.Token))).Should().ThrowAsync<OperationCanceledException>();

        (await IdsAsync(host)).Should().BeEmpty();
    }

    [Fact]
    public async Task StopAsCanceledWhileAStatementRuns()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await host.Awaiting(h => RunAsync(h, (units, _) => units.RunAsync(
            (context, token) => context.Database.ExecuteSqlRawAsync("SELECT pg_sleep(60)", token), cancellationToken: stop.Token))).Should().ThrowAsync<OperationCanceledException>();
    }

    private static CanvasTerm Term(long id) => new() { Id = id, Name = "T" };

    private static Task<int> AddAsync(DbContext context, long id, CancellationToken token = default)
    {
        context.Add(Term(id));
        return context.SaveChangesAsync(token);
    }

    private static async Task SameKeyAsync(DbContext context, CancellationToken token)
    {
        context.Add(Term(9));
        await context.SaveChangesAsync(token);
        context.ChangeTracker.Clear();
        context.Add(Term(9));
        try
        {
            await context.SaveChangesAsync(token);
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
    }

    private static Task RunAsync(TestHost<SchoolContext> host, Func<IUnitOfWork, Task> work) => RunAsync(host.Services, services => work(services.GetRequiredService<IUnitOfWork>()));

    private static Task RunAsync(TestHost<SchoolContext> host, Func<IUnitOfWork, SchoolContext, Task> work) =>
        RunAsync(host.Services, services => work(services.GetRequiredService<IUnitOfWork>(), services.GetRequiredService<SchoolContext>()));

    private static async Task RunAsync(IServiceProvider services, Func<IServiceProvider, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    private static async Task<List<long>> IdsAsync(TestHost<SchoolContext> host) => [.. (await host.RowsAsync<CanvasTerm>()).Select(row => row.Id).Order()];
}
