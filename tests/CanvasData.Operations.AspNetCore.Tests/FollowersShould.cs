using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class FollowersShould(ApiHost host)
{
    private const int Readers = 10;

    [Fact]
    public async Task LeaveWithoutAnErrorWhileNothingHappens()
    {
        var slow = host.Canvas.Faults.Add(Fault.Slow(TimeSpan.FromMinutes(1)));
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        var run = background.Start(new SyncRequest { CourseIds = [host.People.Course] });
        var path = $"syncs/{run}/events";
        using var client = host.Client(CanvasApiRoles.Administrator);
        for (var reader = 0; reader < Readers; reader++)
        {
            using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            await using var events = await response.Content.ReadAsStreamAsync();
            (await events.ReadAsync(new byte[64])).Should().BePositive();
        }

        await WaitAsync(() => Finished(path) >= Readers);
        background.Find(run)!.State.Should().Be(SyncProgressState.Running, "the readers left in the middle");
        host.Canvas.Faults.Remove(slow);
        background.Cancel(run);
        await WaitAsync(() => background.Find(run)!.State != SyncProgressState.Running);

        host.Logs.Texts.Should().NotContain(text => text.Contains(nameof(NotSupportedException), StringComparison.Ordinal));
    }

    private int Finished(string path) =>
        host.Logs.Texts.Count(text => text.Contains("Request finished", StringComparison.Ordinal) && text.Contains(path, StringComparison.Ordinal));

    private static async Task WaitAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isSo())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
