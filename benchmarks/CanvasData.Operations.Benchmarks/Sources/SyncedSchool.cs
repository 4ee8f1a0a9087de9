using CanvasData.Operations.Benchmarks.Stores;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Sources;

/// <summary>A host on SQLite that syncs a simulated school, and a clock that can be moved.</summary>
internal sealed class SyncedSchool : IAsyncDisposable
{
    private static readonly SyncRequest Incremental = new() { Strategy = SyncStrategy.Incremental };

    private readonly SqliteStore _store;
    private readonly ServiceProvider _services;
    private readonly MovedTime _time;

    private SyncedSchool(SqliteStore store, ServiceProvider services, MovedTime time) => (_store, _services, _time) = (store, services, time);

    /// <param name="canvas">The school.</param>
    /// <param name="configure">Changes settings of the sync; null for the defaults.</param>
    public static async Task<SyncedSchool> StartAsync(CanvasSimulator canvas, Action<SyncOptions>? configure = null)
    {
        var (store, time) = (new SqliteStore(), new MovedTime());
        await store.StartAsync();
        var services = new ServiceCollection();
        services.AddDbContext<SchoolContext>(store.Configure);
        services.AddSingleton<TimeProvider>(time);
        store.UseWriter(services.AddCanvasOperations(options => configure?.Invoke(options.Sync)).UseDbContext<SchoolContext>()).UseRestClient(rest =>
        {
            rest.BaseAddress = canvas.BaseAddress;
            rest.AccessToken = canvas.Token;
        });
        var school = new SyncedSchool(store, services.BuildServiceProvider(), time);
        await using var scope = school._services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
        return school;
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    /// <returns>How many requests it took.</returns>
    public async Task<long> SyncAsync() => (await RunAsync()).Requests;

    /// <returns>Whether anything was asked of the course.</returns>
    public async Task<bool> AsksAsync(long courseId) => (await RunAsync()).Courses.Any(course => course.CourseId == courseId && course.Requests > 0);

    private async Task<SyncReport> RunAsync()
    {
        var report = await _services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync(Incremental);
        return report.Succeeded ? report : throw new InvalidOperationException($"The sync did not succeed: {report}");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    private sealed class MovedTime : TimeProvider
    {
        private TimeSpan _by;

        public void Advance(TimeSpan by) => _by += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _by;
    }
}
