using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Quartz.Tests.Support;

/// <summary>
/// A school that a cluster syncs, and the same school synced by one undisturbed process. This process steers the cluster and is no node.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly List<Node> _nodes = [];
    private readonly ServiceProvider _services;
    private readonly PostgresServer? _server;

    private Cluster(CanvasSimulator canvas, TestStore store, ServiceProvider services, PostgresServer? server) =>
        (Canvas, Store, _services, _server) = (canvas, store, services, server);

    public CanvasSimulator Canvas { get; }

    public TestStore Store { get; }

    private SyncHost Single { get; init; } = null!;

    private TestStore SingleStore { get; init; } = null!;

    public IClusterSync Sync => _services.GetRequiredService<IClusterSync>();

    /// <summary>Makes a school and an empty database.</summary>
    public static async Task<Cluster> CreateAsync(int courses = 12, TimeSpan? latency = null, PostgresServer? server = null, Action<IServiceCollection>? services = null)
    {
        var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions
        {
            Courses = courses, Students = courses * 2, AssignmentsPerCourse = 4, Latency = latency ?? TimeSpan.FromMilliseconds(100),
        });
        var singleStore = await TestStore.CreateAsync(Provider.Sqlite);
        var single = await SyncHost.StartAsync(canvas, singleStore);

        // The tests' server acknowledges commits that a crash can take back.
        var store = server is null ? await TestStore.CreateAsync(Provider.PostgreSql) : TestStore.Existing(Provider.PostgreSql, await server.CreateDatabaseAsync() + ";Options=-c synchronous_commit=on");
        return new Cluster(canvas, store, Steering(canvas, store, services), server) { Single = single, SingleStore = singleStore };
    }

    /// <summary>Makes the tables, syncs once, and lets the school live for a week, so that the next run has much to write.</summary>
    public async Task<Cluster> WithAWeekBehindAsync()
    {
        await ClusterNodeHost.EnsureCreatedAsync(_services);
        await using var host = await SyncHost.StartAsync(Canvas, Store);
        (await Task.WhenAll(host.Bridge.SyncAllCoursesAsync(), Single.Bridge.SyncAllCoursesAsync())).Should().OnlyContain(report => report.Succeeded);
        Canvas.School.Advance(TimeSpan.FromDays(7));
        return this;
    }

    /// <summary>Makes the tables, and leaves them empty.</summary>
    public async Task<Cluster> WithEmptyTablesAsync()
    {
        await ClusterNodeHost.EnsureCreatedAsync(_services);
        return this;
    }

    /// <summary>Starts a node in this process, without Quartz.</summary>
    public InProcessNode StartInProcess(int courses = 4, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        ClusterNodeHost.Add(services, Store, Canvas.BaseAddress, Canvas.Token, courses).UseCluster(options => options.LeaseDuration = TimeSpan.FromSeconds(5));
        configure?.Invoke(services);
        return new InProcessNode(services.BuildServiceProvider(validateScopes: true));
    }

    /// <summary>Runs statements in the database.</summary>
    public Task<int> ExecuteAsync([StringSyntax("sql")] string sql) => UseAsync(context => context.Database.ExecuteSqlRawAsync(sql));

    /// <summary>Starts nodes, all at once.</summary>
    public async Task<IReadOnlyList<Node>> StartNodesAsync(int count, int courses = 4, int leaseSeconds = 5)
    {
        var started = Enumerable.Range(0, count).Select(_ => Node.Start(Canvas, Store, courses, leaseSeconds)).ToList();
        _nodes.AddRange(started);
        foreach (var node in started)
        {
            await node.ReadyAsync();
        }

        return started;
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var waited = Stopwatch.StartNew(); !await isSo(); await Task.Delay(50))
        {
            waited.Elapsed.Should().BeLessThan(Patience, what);
        }
    }

    public async Task UntilEndedCoursesAsync(Guid run, int count) =>
        await UntilAsync(async () => (await Sync.FindAsync(run))!.EndedCourses >= count, $"{count} courses must end");

    public async Task<ClusterRun> EndAsync(Guid run)
    {
        ClusterRun? found = null;
        await UntilAsync(async () => (found = await Sync.FindAsync(run))!.EndedAt is not null, "the run must end");
        return found!;
    }

    /// <summary>Reads the rows of the courses of a run.</summary>
    public async Task<List<CanvasClusterCourse>> CoursesAsync(Guid run) =>
        await UseAsync(context => context.Set<CanvasClusterCourse>().AsNoTracking().Where(course => course.RunId == run).OrderBy(course => course.Position).ToListAsync());

    /// <summary>Reads the courses whose lease a node holds, with the number of its claim.</summary>
    public async Task<Dictionary<long, long>> EpochsOfAsync(Node node) => (await LeasesAsync())
        .Where(lease => lease is { LeaseUntil: not null, Owner: { } owner } && owner.Contains($":{node.ProcessId}:", StringComparison.Ordinal)).ToDictionary(lease => lease.CourseId, lease => lease.Epoch);

    /// <summary>Reads the numbers of the last claims of courses.</summary>
    public async Task<Dictionary<long, long>> EpochsAsync(IReadOnlyCollection<long> courses) => (await LeasesAsync())
        .Where(lease => courses.Contains(lease.CourseId)).ToDictionary(lease => lease.CourseId, lease => lease.Epoch);

    private Task<List<CanvasCourseLease>> LeasesAsync() => UseAsync(context => context.Set<CanvasCourseLease>().AsNoTracking().Where(lease => lease.CourseId > 0).ToListAsync());

    public async Task<T> UseAsync<T>(Func<ClusterContext, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<ClusterContext>());
    }

    /// <summary>Every row must be that of a single process that nothing disturbed, history included.</summary>
    public async Task ShouldEqualSingleProcessAsync(string because)
    {
        (await Single.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        await using var cluster = await SyncHost.StartAsync(Canvas, Store);
        (await cluster.AllRowsButFingerprintsAsync()).ShouldBeTheRows(await Single.AllRowsButFingerprintsAsync(), because);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _services.DisposeAsync();
        await Single.DisposeAsync();
        SingleStore.Dispose();
        await Canvas.DisposeAsync();
        Store.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static ServiceProvider Steering(CanvasSimulator canvas, TestStore store, Action<IServiceCollection>? configure)
    {
        var services = new ServiceCollection();
        configure?.Invoke(services);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        ClusterNodeHost.Add(services, store, canvas.BaseAddress, canvas.Token, 4).UseCluster();
        return services.BuildServiceProvider(validateScopes: true);
    }
}
