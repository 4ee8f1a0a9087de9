using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>A staging that holds the staged tables for long.</summary>
public sealed class LongStagingShould : TablesTest
{
    [Fact]
    public async Task NotKeepOtherTablesFromBeingFetched()
    {
        using var door = new Door();
        await using var host = await SyncHost.StartAsync(
            Canvas, Store, builder => builder.UseDataAccessPlatform(options => DataAccessHost.Set(options, Canvas, Folder, null), http => http.AddHttpMessageHandler(() => new Doorkeeper(door))));
        var run = host.RunAsync();
        await Task.WhenAny(door.Reached.Task, run);
        using (var file = new SqliteConnection($"Data Source={Path.Combine(Folder.Path, "canvas-data.db")};Pooling=False"))
        {
            // A large table is being staged when the jobs of others start.
            await file.OpenAsync();
            using var held = file.BeginTransaction();
            door.Opened.SetResult();
            while (!run.IsCompleted && !Canvas.Requests.All.Any(request => request.PathAndQuery.StartsWith("/dap-files", StringComparison.Ordinal)))
            {
                await Task.Delay(10);
            }
        }

        (await run).PendingCourses.Should().Be(0);
    }

    private sealed class Door : IDisposable
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose() => Opened.TrySetResult();
    }

    /// <summary>Holds requests for jobs until the door is open.</summary>
    private sealed class Doorkeeper(Door door) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/data", StringComparison.Ordinal))
            {
                door.Reached.TrySetResult();
                await door.Opened.Task.WaitAsync(cancellationToken);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
