using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>A host that a test puts together by hand.</summary>
internal sealed class Host : IAsyncDisposable
{
    public static readonly CanvasSimulatorOptions Small = new() { Courses = 1, Students = 6, AssignmentsPerCourse = 4 };

    private Host(ServiceProvider services) => Services = services;

    public ServiceProvider Services { get; }

    /// <param name="canvas">The Canvas to read.</param>
    /// <param name="register">Registers the context, and gives the library's steps.</param>
    public static Host Start(CanvasSimulator canvas, Func<IServiceCollection, CanvasOperationsBuilder> register)
    {
        var services = new ServiceCollection();
        register(services).UsePostgreSqlBulkWriter().UseSqliteBulkWriter().UseRestClient(rest =>
        {
            rest.BaseAddress = canvas.BaseAddress;
            rest.AccessToken = canvas.Token;
        });
        return new Host(services.BuildServiceProvider(validateScopes: true));
    }

    public async Task<SyncReport> SyncAsync(ConflictStrategy conflicts = ConflictStrategy.CanvasWins)
    {
        var report = await Services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync(new SyncRequest { Strategy = SyncStrategy.Full, Conflicts = conflicts });
        report.Succeeded.Should().BeTrue(string.Join('\n', report.Courses.Select(course => course.Failure?.Message)));
        return report;
    }

    public async Task<T> UseAsync<TContext, T>(Func<TContext, Task<T>> work) where TContext : DbContext
    {
        await using var scope = Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<IDbContextFactory<TContext>>() is not { } factory)
        {
            return await work(scope.ServiceProvider.GetRequiredService<TContext>());
        }

        await using var context = await factory.CreateDbContextAsync();
        return await work(context);
    }

    public ValueTask DisposeAsync() => Services.DisposeAsync();
}
