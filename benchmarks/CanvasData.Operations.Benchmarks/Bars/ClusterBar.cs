using System.Diagnostics;
using System.Globalization;
using CanvasData.Operations.Benchmarks.Sources;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// What the nodes of a cluster cost. Courses are small and come from memory: with the answers of Canvas, a run takes hours, and what the
/// nodes say to the database is lost in them.
/// </summary>
internal sealed class ClusterBar : Bar
{
    private const int Nodes = 3;
    private const int Planned = 50_000;
    private const int Synced = 2_000;
    private const int Rounds = 3;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public override string Name => "cluster";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        await using var server = await PostgresServer.StartAsync();
        var begun = await BeginAsync(server);
        var cost = await CostAsync(server);
        var (quiet, whole) = await QuietAsync();
        return
        [
            new BarResult($"{Name}: {Planned:N0} courses, first course of the last of {Nodes} nodes", $"{begun.TotalSeconds:0.00} s", "<= 2 s", begun <= TimeSpan.FromSeconds(2)),
            BarResult.AtMost($"{Name}: {Synced:N0} small courses, time of one process", cost, 1.05),
            new BarResult(
                $"{Name}: {Synced:N0} quiet courses, requests of a pass that leaves nothing out", $"{quiet:N0} of {whole:N0}", "<= 0.50", quiet <= 0.5 * whole),
        ];
    }

    /// <returns>The time until every node has begun its first course.</returns>
    private static async Task<TimeSpan> BeginAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync();
        var nodes = new List<ClusterHost>();
        try
        {
            for (var node = 0; node < Nodes; node++)
            {
                nodes.Add(await ClusterHost.StartAsync(database, Planned));
                nodes[^1].Work();
            }

            await WarmAsync(nodes);
            var cluster = nodes[0].Cluster;
            var clock = Stopwatch.StartNew();
            var run = await cluster.StartAsync();
            await Task.WhenAll(nodes.Select(node => node.Canvas.Begun));
            var begun = clock.Elapsed;
            await cluster.CancelAsync(run);
            await UntilEndedAsync(cluster, run);
            return begun;
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    // Nodes that wait for work have looked for it before.
    private static async Task WarmAsync(List<ClusterHost> nodes)
    {
        foreach (var node in nodes)
        {
            await node.Cluster.ListAsync();
        }
    }

    /// <returns>The time of a run on one node, in times of a sync without a cluster.</returns>
    private static async Task<double> CostAsync(PostgresServer server)
    {
        ClusterHost host = null!;
        var race = await Race.RunAsync(
            [new("alone", Rounds, async () => await host.SyncAsync(), VerifyAsync), new("cluster", Rounds, async () => await host.RunAsync(), VerifyAsync)],
            async () => host = await ClusterHost.StartAsync(await server.CreateDatabaseAsync(), Synced));
        return race.Ratio("cluster", "alone");

        async Task VerifyAsync()
        {
            var courses = await host.CountAsync();
            await host.DisposeAsync();
            if (courses != Synced)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{courses} of {Synced} courses were synced."));
            }
        }
    }

    /// <returns>The requests of an incremental pass in which nothing is new, and those with everything listed again.</returns>
    private static async Task<(long Quiet, long Whole)> QuietAsync()
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = Synced, Students = Synced, AssignmentsPerCourse = 2 });
        return (await AgainAsync(null), await AgainAsync(sync => (sync.StaticInterval, sync.ConcludedInterval) = (TimeSpan.Zero, TimeSpan.Zero)));

        async Task<long> AgainAsync(Action<SyncOptions>? configure)
        {
            await using var school = await SyncedSchool.StartAsync(canvas, configure);
            await school.SyncAsync();
            return await school.SyncAsync();
        }
    }

    private static async Task UntilEndedAsync(IClusterSync cluster, Guid run)
    {
        while ((await cluster.FindAsync(run))!.EndedAt is null)
        {
            await Task.Delay(Look);
        }
    }

    /// <summary>The context of a portal that is a node.</summary>
    private sealed class NodeContext(DbContextOptions<NodeContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddCanvasData().AddCanvasCluster();
    }

    private sealed class ClusterHost : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly CancellationTokenSource _stop = new();
        private Task _work = Task.CompletedTask;

        private ClusterHost(ServiceProvider services, TinyCourses canvas) => (_services, Canvas) = (services, canvas);

        public TinyCourses Canvas { get; }

        public IClusterSync Cluster => _services.GetRequiredService<IClusterSync>();

        public static async Task<ClusterHost> StartAsync(string database, int courses)
        {
            var canvas = new TinyCourses(courses);
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddDbContext<NodeContext>(options => options.UseNpgsql(database));
            services.AddCanvasOperations().UseDbContext<NodeContext>().UsePostgreSqlBulkWriter().UseCanvasClient(_ => canvas).UseCluster();
            var host = new ClusterHost(services.BuildServiceProvider(), canvas);
            await host.UseAsync(context => context.Database.EnsureCreatedAsync());
            return host;
        }

        /// <summary>Makes it a node at work, until it is disposed of.</summary>
        public void Work() => _work = Task.Run(() => _services.GetRequiredService<IClusterWorker>().RunAsync(_stop.Token));

        public Task<SyncReport> SyncAsync() => _services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync();

        public async Task RunAsync()
        {
            Work();
            await UntilEndedAsync(Cluster, await Cluster.StartAsync());
        }

        public Task<int> CountAsync() => UseAsync(context => context.Set<Model.CanvasCourse>().CountAsync());

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _services.DisposeAsync();
            _stop.Dispose();
        }

        private async Task<T> UseAsync<T>(Func<NodeContext, Task<T>> work)
        {
            await using var scope = _services.CreateAsyncScope();
            return await work(scope.ServiceProvider.GetRequiredService<NodeContext>());
        }
    }
}
