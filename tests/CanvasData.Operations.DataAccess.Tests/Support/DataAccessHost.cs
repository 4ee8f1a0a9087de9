using CanvasData.Operations.DataAccess;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>A folder of a test, gone when disposed.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("canvas-data-test-").FullName;

    public static TestFolder Create() => new();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Starts hosts that read the simulated platform, put together as a user would.</summary>
internal static class DataAccessHost
{
    public static Task<SyncHost> StartAsync(CanvasSimulator canvas, TestStore store, TestFolder folder, Action<DataAccessOptions>? configure = null) =>
        SyncHost.StartAsync(canvas, store, builder => builder.UseDataAccessPlatform(options => Set(options, canvas, folder, configure)));

    public static Task<DataAccessReport> RunAsync(this SyncHost host, DataAccessRequest? request = null) =>
        host.Services.GetRequiredService<IDataAccessSync>().RunAsync(request);

    public static Task<DataAccessReport> StartRun(this SyncHost host, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<IDataAccessSync>().RunAsync(cancellationToken: cancellationToken);

    public static void Set(DataAccessOptions options, CanvasSimulator canvas, TestFolder folder, Action<DataAccessOptions>? configure)
    {
        options.BaseAddress = canvas.BaseAddress;
        options.CanvasAddress = canvas.BaseAddress;
        options.ClientId = canvas.DataAccess.ClientId;
        options.ClientSecret = canvas.DataAccess.ClientSecret;
        options.Directory = folder.Path;
        options.JobsPerMinute = 6_000;
        options.PollInterval = TimeSpan.FromMilliseconds(10);
        configure?.Invoke(options);
    }
}

/// <summary>The rows of the mirror as text: every column but those that say when the library wrote it.</summary>
internal static class Mirror
{
    private static readonly HashSet<string> OfTheLibrary =
        [nameof(CanvasRow.RowHash), nameof(CanvasRow.FirstSyncedAt), nameof(CanvasRow.SyncedAt), nameof(CanvasRow.LocalEdits)];

    /// <returns>The values by table, id and column.</returns>
    public static Task<IReadOnlyDictionary<(string Table, long Id, string Column), string?>> ReadAsync(SyncHost host) => host.UseAsync(async context =>
    {
        var values = new Dictionary<(string, long, string), string?>();
        foreach (var type in context.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(CanvasRow))))
        {
            foreach (var row in (await RowsAsync(context, type.ClrType)).Cast<CanvasRow>())
            {
                foreach (var property in type.GetProperties().Where(property => property.PropertyInfo is not null && !OfTheLibrary.Contains(property.Name)))
                {
                    var value = property.PropertyInfo!.GetValue(row);
                    values[(type.ClrType.Name, row.Id, property.Name)] = property.Name == nameof(CanvasRow.MissingSince)
                        ? (value is null ? null : "missing")
                        : value is System.Collections.IEnumerable list and not string ? string.Join(",", list.Cast<object>()) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
                }
            }
        }

        return (IReadOnlyDictionary<(string, long, string), string?>)values;
    });

    private static async Task<System.Collections.IEnumerable> RowsAsync(SchoolContext context, Type type)
    {
        var read = typeof(Mirror).GetMethod(nameof(ListAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
        return await (Task<System.Collections.IEnumerable>)read.Invoke(null, [context])!;
    }

    private static async Task<System.Collections.IEnumerable> ListAsync<TRow>(SchoolContext context) where TRow : class => await context.Set<TRow>().AsNoTracking().ToListAsync();
}
