using CanvasData.Operations.Benchmarks.Stores;
using CanvasData.Operations.Client;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Sources;

/// <summary>A host as a user puts it together, with times of the phases of a course.</summary>
internal sealed class BenchmarkHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private BenchmarkHost(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    public static async Task<BenchmarkHost> StartAsync(
        Action<DbContextOptionsBuilder> database, Func<CanvasOperationsBuilder, CanvasOperationsBuilder> configure)
    {
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(database);
        configure(services.AddCanvasOperations().UseDbContext<SchoolContext>());
        var host = new BenchmarkHost(services.BuildServiceProvider());
        await using var scope = host._services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
        return host;
    }

    public static Task<BenchmarkHost> StartAsync(SubmissionStore store, ICanvasClient canvas) =>
        StartAsync(store.Configure, builder => store.UseWriter(builder).UseCanvasClient(_ => canvas));

    /// <returns>The report and how long the database part took.</returns>
    /// <exception cref="InvalidOperationException">The sync failed: there is nothing to measure.</exception>
    public async Task<(CourseSyncReport Report, TimeSpan Database)> SyncAsync(long courseId)
    {
        var phases = new Phases();
        var report = await _services.GetRequiredService<ICanvasBridge>().SyncCourseAsync(courseId, phases);
        return report.Outcome == CourseSyncOutcome.Succeeded
            ? (report, phases.Database)
            : throw new InvalidOperationException($"The sync of course {courseId} ended as {report.Outcome}: {report.Failure?.Message}");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Phases : IProgress<SyncEvent>
    {
        private DateTimeOffset _writing;

        public TimeSpan Database { get; private set; }

        public void Report(SyncEvent value)
        {
            switch (value)
            {
                case CourseSyncWriting writing:
                    _writing = writing.At;
                    break;
                case CourseSyncEnded ended:
                    Database = ended.At - _writing;
                    break;
            }
        }
    }
}
