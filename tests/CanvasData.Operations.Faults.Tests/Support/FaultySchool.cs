using CanvasData.Operations.Registration;
using CanvasData.Operations.Rest;
using CanvasData.Operations.Rest.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>
/// A school that was synced once and has lived on for a week, ready for a faulty sync; beside it a second host that
/// sees the same days without faults.
/// </summary>
internal sealed class FaultySchool : IAsyncDisposable
{
    private readonly TestStore _store;
    private readonly TestStore _undisturbedStore;

    private FaultySchool(CanvasSimulator canvas, TestStore store, TestStore undisturbedStore, SyncHost host, SyncHost undisturbed) =>
        (Canvas, _store, _undisturbedStore, Host, Undisturbed) = (canvas, store, undisturbedStore, host, undisturbed);

    public CanvasSimulator Canvas { get; }

    public SyncHost Host { get; }

    public SyncHost Undisturbed { get; }

    public static async Task<FaultySchool> StartAsync(Provider provider)
    {
        // Pages so small that every list has several.
        var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 5, Students = 24, AssignmentsPerCourse = 10, MaxPerPage = 4 });
        var (store, undisturbedStore) = (await TestStore.CreateAsync(provider), await TestStore.CreateAsync(provider));
        var school = new FaultySchool(canvas, store, undisturbedStore, await HostAsync(canvas, store), await HostAsync(canvas, undisturbedStore));
        await school.SyncBothAsync();
        canvas.School.LiveOn(TimeSpan.FromDays(7));
        return school;
    }

    /// <summary>The next run, without faults, must make everything right.</summary>
    public async Task RepairAsync(string because)
    {
        Canvas.Faults.Clear();
        await SyncBothAsync();
        await Host.ShouldMirrorAsync(Canvas.School, because);
        await Host.ShouldMirrorTheSameAsAsync(Undisturbed, because);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Undisturbed.DisposeAsync();
        await Canvas.DisposeAsync();
        _store.Dispose();
        _undisturbedStore.Dispose();
    }

    private async Task SyncBothAsync()
    {
        var report = await Host.Bridge.SyncAllCoursesAsync();
        report.Succeeded.Should().BeTrue(report.ToString());
        (await Undisturbed.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
    }

    // Back-off over minutes is lived through in a moment; the limits on silence keep their seconds.
    private static Task<SyncHost> HostAsync(CanvasSimulator canvas, TestStore store) => SyncHost.StartAsync(
        canvas,
        store,
        builder =>
        {
            builder.Services.Configure<CanvasRestOptions>(options =>
            {
                options.StallTimeout = TimeSpan.FromMinutes(5);
                options.PageTimeout = TimeSpan.FromHours(1);
                options.MaxPageBytes = 1 << 20;
            });
            builder.Services.Configure<CanvasOperationsOptions>(options => options.Sync.LeaseDuration = TimeSpan.FromMinutes(5));
        },
        services => services.AddSingleton<TimeProvider>(new HurriedTime()));
}
