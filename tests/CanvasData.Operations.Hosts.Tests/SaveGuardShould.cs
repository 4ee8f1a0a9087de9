using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>Edits through the context of a host are noticed, or the host is told that they would not be.</summary>
public sealed class SaveGuardShould
{
    private static readonly Dictionary<string, Action<IServiceCollection, Action<DbContextOptionsBuilder>>> Watched = new()
    {
        ["registered by its base class"] = (services, choose) => services.AddDbContext<Portal, LitePortal>(choose),
        ["with its tables' settings after the library"] = (services, choose) => services.AddDbContextPool<Portal>(choose),
        ["own factory"] = (services, choose) => services.AddSingleton<IDbContextFactory<Portal>>(new Factory(options => choose(options.UseCanvasData()))),
        ["made by a function"] = (services, choose) => services.AddScoped(_ =>
        {
            var options = new DbContextOptionsBuilder<Portal>().UseCanvasData().UseCanvasData();
            choose(options);
            return new Portal(options.Options);
        }),
    };

    private static readonly Dictionary<string, Action<IServiceCollection, Action<DbContextOptionsBuilder>>> Unwatched = new()
    {
        ["own factory"] = (services, choose) => services.AddSingleton<IDbContextFactory<Portal>>(new Factory(choose)),
        ["made by a function"] = (services, choose) => services.AddScoped(_ =>
        {
            var options = new DbContextOptionsBuilder<Portal>();
            choose(options);
            return new Portal(options.Options);
        }),
        ["scoped by a function, beside a factory"] = (services, choose) =>
        {
            services.AddScoped(_ =>
            {
                var options = new DbContextOptionsBuilder<Portal>();
                choose(options);
                return new Portal(options.Options);
            });
            services.AddDbContextFactory<Portal>(choose);
        },
    };

    public static TheoryData<string> WatchedHosts() => [.. Watched.Keys];

    public static TheoryData<string> UnwatchedHosts() => [.. Unwatched.Keys];

    [Theory]
    [MemberData(nameof(WatchedHosts))]
    public async Task SeeEditsAndKeepHistoryInEveryContextThatTheLibraryReaches(string shape)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store, Watched[shape]);
        await host.SyncAsync();

        await host.UseAsync<Portal, int>(async context =>
        {
            (await context.Set<CanvasUser>().OrderBy(row => row.Id).FirstAsync()).Name = "Edited";
            context.Add(new CanvasCourseSnapshot { CourseId = 1, RecordedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
            return await context.SaveChangesAsync();
        });
        await host.UseAsync<Portal, int>(async context =>
        {
            context.Remove(await context.Set<CanvasCourseSnapshot>().FirstAsync());
            await context.Awaiting(c => c.SaveChangesAsync()).Should().ThrowAsync<AppendOnlyException>();
            return 0;
        });

        (await host.SyncAsync()).Courses[0].Conflicts.Should().ContainSingle();
        (await host.UseAsync<Portal, bool>(context => context.Set<CanvasUser>().AnyAsync(row => row.Name == "Edited"))).Should().BeFalse("Canvas wins");
    }

    [Theory]
    [MemberData(nameof(UnwatchedHosts))]
    public async Task RefuseTheFirstSyncOfAContextThatItDoesNotReach(string shape)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store, Unwatched[shape]);

        (await host.Awaiting(h => h.SyncAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which.Remedy.Should().Contain("UseCanvasData()");
    }

    [Fact]
    public async Task SeeEditsThroughAnotherContextOfTheSameTables()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(canvas, store, (services, choose) => services.AddDbContext<Office>(choose).AddDbContext<Portal>(choose));
        await host.SyncAsync();

        await host.UseAsync<Office, int>(async context =>
        {
            (await context.Set<CanvasUser>().OrderBy(row => row.Id).FirstAsync()).Name = "Edited";
            return await context.SaveChangesAsync();
        });

        (await host.SyncAsync()).Courses[0].Conflicts.Should().ContainSingle();
    }

    private static async Task<Host> StartAsync(CanvasSimulator canvas, TestStore store, Action<IServiceCollection, Action<DbContextOptionsBuilder>> register)
    {
        var host = Host.Start(canvas, services =>
        {
            register(services, options => store.Configure(options));
            return services.AddCanvasOperations().UseDbContext<Portal>();
        });
        await host.UseAsync<Portal, bool>(context => context.Database.EnsureCreatedAsync());
        return host;
    }

    private class Portal(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
    }

    private sealed class LitePortal(DbContextOptions<LitePortal> options) : Portal(options);

    private sealed class Office(DbContextOptions<Office> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData();
    }

    private sealed class Factory(Action<DbContextOptionsBuilder> choose) : IDbContextFactory<Portal>
    {
        public Portal CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<Portal>();
            choose(options);
            return new Portal(options.Options);
        }
    }
}
