using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>A small school, its platform, and a host that reads it.</summary>
public abstract class TablesTest : IAsyncLifetime
{
    internal TestFolder Folder { get; } = TestFolder.Create();

    internal CanvasSimulator Canvas { get; private set; } = null!;

    internal TestStore Store { get; private set; } = null!;

    internal SyncHost Host { get; private set; } = null!;

    internal virtual CanvasSimulatorOptions School { get; } = new() { Courses = 2, Students = 8, AssignmentsPerCourse = 6 };

    public async Task InitializeAsync()
    {
        Canvas = await CanvasSimulator.StartAsync(School);
        Store = await TestStore.CreateAsync(Provider.Sqlite);
        Host = await DataAccessHost.StartAsync(Canvas, Store, Folder);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Canvas.DisposeAsync();
        Store.Dispose();
        Folder.Dispose();
    }

    /// <summary>Lets some minutes pass and reads what has changed.</summary>
    internal async Task<DataAccessReport> RunLaterAsync(DataAccessRequest? request = null)
    {
        Canvas.School.Advance(TimeSpan.FromMinutes(5));
        return await Host.RunAsync(request);
    }

    /// <summary>Lets seconds pass in which nothing happens at school.</summary>
    internal void Tick(int seconds = 1)
    {
        var course = Canvas.School.Courses[0];
        for (var second = 0; second < seconds; second++)
        {
            Canvas.School.RenameCourse(course.Id, course.Name);
        }
    }

    internal Task<int> CountMissingAsync<TRow>() where TRow : CanvasRow => Host.UseAsync(context => context.Set<TRow>().CountAsync(row => row.MissingSince != null));
}
