using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Rest;
using CanvasData.Operations.Rest.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>A database that does what it is told while the answer is lost on the way, and a message that never arrives.</summary>
public sealed class LostReplyShould
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DoubleNothingWhenItIsOfACommit(bool retryingStrategy)
    {
        await using var school = await ProxiedSchool.StartAsync(courses: 3, retryingStrategy);
        var commits = 0;
        school.Proxy.AtCommit = () => Interlocked.Increment(ref commits) % 2 == 1 ? Cut.Answer : Cut.No;

        for (var week = 0; week < 4; week++)
        {
            await school.SyncAndCompareAsync($"week {week}");
            school.Canvas.School.Advance(TimeSpan.FromDays(7));
        }

        commits.Should().BeGreaterThanOrEqualTo(12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LoseNothingWhenACommitNeverArrives(bool retryingStrategy)
    {
        await using var school = await ProxiedSchool.StartAsync(courses: 3, retryingStrategy);
        var commits = 0;
        school.Proxy.AtCommit = () => Interlocked.Increment(ref commits) % 2 == 1 ? Cut.Request : Cut.No;

        await school.SyncAndCompareAsync("first");
        school.Canvas.School.Advance(TimeSpan.FromDays(7));
        await school.SyncAndCompareAsync("a week later");

        commits.Should().BeGreaterThanOrEqualTo(6);
    }

    // The answer to every single question of a run is lost once: claims, run log, renewals, reads, writes, commits.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SucceedWhereverItIsLost(bool retryingStrategy)
    {
        await using var school = await ProxiedSchool.StartAsync(courses: 1, retryingStrategy);
        await school.SyncAndCompareAsync("undisturbed");
        var questions = int.MaxValue;
        for (var lost = 1; lost < questions; lost++)
        {
            school.Canvas.School.Advance(TimeSpan.FromHours(10));
            questions = 0;
            school.Proxy.AtQuestion = () => Interlocked.Increment(ref questions) == lost ? Cut.Answer : Cut.No;

            await school.SyncAndCompareAsync($"the answer to question {lost} was lost");
        }

        questions.Should().BeGreaterThan(20);
    }

    /// <summary>A school synced into PostgreSQL through a proxy, and into SQLite without one.</summary>
    private sealed class ProxiedSchool : IAsyncDisposable
    {
        private readonly TestStore _undisturbedStore;
        private readonly SyncHost _host;
        private readonly SyncHost _undisturbed;

        private ProxiedSchool(CanvasSimulator canvas, CuttingProxy proxy, TestStore undisturbedStore, SyncHost host, SyncHost undisturbed) =>
            (Canvas, Proxy, _undisturbedStore, _host, _undisturbed) = (canvas, proxy, undisturbedStore, host, undisturbed);

        public CanvasSimulator Canvas { get; }

        public CuttingProxy Proxy { get; }

        public static async Task<ProxiedSchool> StartAsync(int courses, bool retryingStrategy)
        {
            var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = courses, Students = 12, AssignmentsPerCourse = 6 });
            var server = await PostgresServer.SharedAsync();
            var proxy = new CuttingProxy(server.Port);
            var store = TestStore.Existing(Provider.PostgreSql, proxy.Through(await server.CreateDatabaseAsync()));
            var undisturbedStore = await TestStore.CreateAsync(Provider.Sqlite);
            var host = await SyncHost.StartAsync(
                canvas,
                store,
                builder =>
                {
                    builder.Services.Configure<CanvasRestOptions>(options => (options.StallTimeout, options.PageTimeout) = (HurriedTime.Silence, TimeSpan.FromHours(1)));
                    if (retryingStrategy)
                    {
                        builder.Services.ConfigureDbContext<SchoolContext>(options => options.UseNpgsql(store.ConnectionString, npgsql => npgsql.EnableRetryOnFailure()));
                    }
                },
                services => services.AddSingleton<TimeProvider>(new HurriedTime(20)));
            return new ProxiedSchool(canvas, proxy, undisturbedStore, host, await SyncHost.StartAsync(canvas, undisturbedStore));
        }

        public async Task SyncAndCompareAsync(string because)
        {
            var report = await _host.Bridge.SyncAllCoursesAsync();
            var (atCommit, atQuestion) = (Proxy.AtCommit, Proxy.AtQuestion);
            (Proxy.AtCommit, Proxy.AtQuestion) = (() => Cut.No, () => Cut.No);
            report.SyncedAll().Should().BeTrue("{0}: {1}", because, report);
            (await _undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
            (await _host.AllRowsAsync()).ShouldBeTheRows(await _undisturbed.AllRowsAsync(), because);
            (Proxy.AtCommit, Proxy.AtQuestion) = (atCommit, atQuestion);
        }

        public async ValueTask DisposeAsync()
        {
            await _host.DisposeAsync();
            await _undisturbed.DisposeAsync();
            await Proxy.DisposeAsync();
            await Canvas.DisposeAsync();
            _undisturbedStore.Dispose();
        }
    }
}
