using System.Collections.Concurrent;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Rest;
using CanvasData.Operations.Rest.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>A school that was synced once and has lived on for a week, ready for a faulty sync.</summary>
internal sealed class FaultySchool : IAsyncDisposable
{
    private static readonly Lazy<Task<Dictionary<string, int>>> Undisturbed = new(UndisturbedAsync);
    private readonly TestStore _store;

    private FaultySchool(CanvasSimulator canvas, TestStore store, SyncHost host) => (Canvas, _store, Host) = (canvas, store, host);

    public CanvasSimulator Canvas { get; }

    public SyncHost Host { get; }

    /// <param name="provider">The database.</param>
    /// <param name="patience">The least seconds that the client bears a silence. A short one brings needless retries, and is for tests that count no requests.</param>
    public static async Task<FaultySchool> StartAsync(Provider provider, int patience = 15)
    {
        // Pages so small that every list has several.
        var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 5, Students = 12, AssignmentsPerCourse = 8, MaxPerPage = 4 });
        var store = await TestStore.CreateAsync(provider);
        var school = new FaultySchool(canvas, store, await HostAsync(canvas, store, patience));
        await school.SyncAsync();
        canvas.School.Advance(TimeSpan.FromDays(7));
        return school;
    }

    /// <summary>Adds a fault. Pages shift when a row is deleted between two requests, which happens once to each page.</summary>
    public FaultRule Strike(Fault fault, Func<string, bool> when, double probability = 1, int seed = 1)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        return Canvas.Faults.Add(fault, path => when(path) && (fault.Name != "shifted-pages" || seen.TryAdd(path, true)), probability: probability, seed: seed);
    }

    /// <summary>The next run, without faults, must make everything right: as the school, and as if there had been no fault.</summary>
    public async Task RepairAsync(string because)
    {
        Canvas.Faults.Clear();
        await SyncAsync();
        await Host.ShouldMirrorAsync(Canvas.School, because);
        (await Host.MirrorRowsAsync()).ShouldBeTheRows(await Undisturbed.Value, because);
    }

    /// <summary>A run that must succeed.</summary>
    public async Task SyncAsync()
    {
        var report = await Host.Bridge.SyncAllCoursesAsync();
        report.SyncedAll().Should().BeTrue(report.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Canvas.DisposeAsync();
        _store.Dispose();
    }

    // The same school lives through the same days in the same way.
    private static async Task<Dictionary<string, int>> UndisturbedAsync()
    {
        await using var school = await StartAsync(Provider.Sqlite);
        await school.SyncAsync();
        return await school.Host.MirrorRowsAsync();
    }

    // Back-off over minutes is lived through in a moment; the limits on silence keep their seconds.
    private static Task<SyncHost> HostAsync(CanvasSimulator canvas, TestStore store, int patience) => SyncHost.StartAsync(
        canvas,
        store,
        builder =>
        {
            builder.Services.Configure<CanvasRestOptions>(options =>
            {
                options.StallTimeout = HurriedTime.Silence;
                options.PageTimeout = TimeSpan.FromHours(1);
                options.MaxPageBytes = 1 << 20;
                options.MaxAttempts = 4;
            });
            builder.Services.Configure<CanvasOperationsOptions>(options => options.Sync.LeaseDuration = TimeSpan.FromMinutes(5));
        },
        services => services.AddSingleton<TimeProvider>(new HurriedTime(patience: patience)));
}
