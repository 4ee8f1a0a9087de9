using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>A simulated Canvas, synced into plain tables and into tables that are split by course.</summary>
public sealed class SplitSchool : IAsyncLifetime
{
    public CanvasSimulator Canvas { get; private set; } = null!;

    public SplitHost Plain { get; private set; } = null!;

    public SplitHost Split { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 6, Students = 60, AssignmentsPerCourse = 5 });
        Plain = await SplitHost.StartAsync(Canvas, await TestStore.CreateAsync(Provider.PostgreSql), 0);
        Split = await SplitHost.StartAsync(Canvas, await TestStore.CreateAsync(Provider.PostgreSql), 4);
        await Split.SplitAsync();
        await BothAsync(host => host.Bridge.SyncAllCoursesAsync());
    }

    /// <summary>Does the same with plain and with split tables.</summary>
    /// <returns>The result with split tables.</returns>
    public async Task<T> BothAsync<T>(Func<SplitHost, Task<T>> work)
    {
        await work(Plain);
        return await work(Split);
    }

    public async Task DisposeAsync()
    {
        await Plain.DisposeAsync();
        await Split.DisposeAsync();
        await Canvas.DisposeAsync();
    }
}
