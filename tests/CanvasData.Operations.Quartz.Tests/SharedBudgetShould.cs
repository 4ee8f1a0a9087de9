using System.Collections.Concurrent;
using CanvasData.Operations.Client;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>The requests of several nodes to one Canvas.</summary>
public sealed class SharedBudgetShould : IAsyncLifetime
{
    private const int MostInFlight = 6;
    private readonly List<ServiceProvider> _nodes = [];
    private CanvasSimulator _canvas = null!;
    private TestStore _store = null!;

    public async Task InitializeAsync()
    {
        _canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 2, AssignmentsPerCourse = 1 });
        _store = await TestStore.CreateAsync(Provider.PostgreSql);
        for (var node = 0; node < 3; node++)
        {
            var services = new ServiceCollection();
            services.AddLogging();
            ClusterNodeHost.Add(services, _store, _canvas.BaseAddress, _canvas.Token, 4).UseCluster(options => options.RequestsInFlight = MostInFlight);
            _nodes.Add(services.BuildServiceProvider(validateScopes: true));
        }

        await ClusterNodeHost.EnsureCreatedAsync(_nodes[0]);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _canvas.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task NeverLetMoreRequestsFlyThanAllNodesMayHave()
    {
        var (flying, most, gate) = (0, 0, new Lock());
        var sent = new ConcurrentDictionary<ServiceProvider, int>();
        using var enough = new CancellationTokenSource();
        await Task.WhenAll(_nodes.SelectMany(node => Enumerable.Range(0, 4).Select(_ => AskAsync(node))));

        most.Should().BeInRange(2, MostInFlight, "each node alone would have 4 in flight");
        sent.Should().HaveCount(3).And.OnlyContain(node => node.Value >= 20, "no node waits for the others to finish");

        async Task AskAsync(ServiceProvider node)
        {
            // Until every node has had its part.
            while (sent.Count < 3 || sent.Values.Any(count => count < 20))
            {
                using var place = await node.GetRequiredService<IRequestBudget>().EnterAsync(enough.Token);
                lock (gate)
                {
                    most = Math.Max(most, ++flying);
                }

                await Task.Delay(20, enough.Token);
                lock (gate)
                {
                    flying--;
                }

                sent.AddOrUpdate(node, 1, (_, count) => count + 1);
            }
        }
    }

    [Fact]
    public async Task LetEveryNodeHaveItsTurnWhenThereAreMoreNodesThanRequests()
    {
        foreach (var node in _nodes)
        {
            // So little is left in the bucket that one request may be in flight.
            node.GetRequiredService<IRequestBudget>().Observe(120, 1);
        }

        var sent = new ConcurrentDictionary<ServiceProvider, int>();
        await Task.WhenAll(_nodes.Select(async node =>
        {
            while (sent.Count < _nodes.Count || sent.Values.Any(count => count < 3))
            {
                using (await node.GetRequiredService<IRequestBudget>().EnterAsync(CancellationToken.None))
                {
                    node.GetRequiredService<IRequestBudget>().Observe(120, 1);
                    sent.AddOrUpdate(node, 1, (_, count) => count + 1);
                    await Task.Delay(20);
                }
            }
        }));

        sent.Should().HaveCount(3);
    }

    [Fact]
    public async Task RefuseRequestsWhenTheTablesAreNotThere()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var services = new ServiceCollection();
        services.AddLogging();
        ClusterNodeHost.Add(services, store, _canvas.BaseAddress, _canvas.Token, 4).UseCluster();
        await using var node = services.BuildServiceProvider(validateScopes: true);

        var entering = () => node.GetRequiredService<IRequestBudget>().EnterAsync(CancellationToken.None).AsTask();

        (await entering.Should().ThrowAsync<CanvasConfigurationException>()).WithMessage("*migrations*");
        await entering.Should().ThrowAsync<CanvasConfigurationException>("it does not wait for ever the second time either");
    }

    [Fact]
    public async Task StopAllNodesAfterARefusal()
    {
        var (refused, other) = (_nodes[0].GetRequiredService<IRequestBudget>(), _nodes[1].GetRequiredService<IRequestBudget>());
        using (await refused.EnterAsync(CancellationToken.None))
        {
            refused.Close(TimeSpan.FromHours(1));

            // The other node learns of it with its next share.
            using var soon = new CancellationTokenSource();
            var waiting = Task.Run(async () =>
            {
                while (true)
                {
                    using var place = await other.EnterAsync(soon.Token);
                    await Task.Delay(20, soon.Token);
                }
            });
            await Support.Cluster.UntilAsync(() => IsHeldBackAsync(other), "the other node must be held back");
            await soon.CancelAsync();
            await waiting.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        }

        static async Task<bool> IsHeldBackAsync(IRequestBudget budget)
        {
            using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                using var place = await budget.EnterAsync(moment.Token);
                return false;
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task KeepTheBucketOfCanvasFromRunningDry()
    {
        _canvas.Faults.RateLimit = new RateLimit();
        var client = _nodes.ConvertAll(node => node.GetRequiredService<ICanvasClient>());
        var counters = client.ConvertAll(_ => new RequestCounter());
        await Task.WhenAll(client.SelectMany((one, index) => Enumerable.Range(0, 20).Select(async _ =>
        {
            await foreach (var course in one.ListCoursesAsync(counters[index], CancellationToken.None))
            {
                course.Id.Value.Should().BePositive();
            }
        })));

        counters.Should().OnlyContain(counter => counter.Throttled == 0 && counter.Requests >= 20, "Canvas refused no node");
    }
}
