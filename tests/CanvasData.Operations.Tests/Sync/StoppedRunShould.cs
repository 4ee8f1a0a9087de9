using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CanvasData.Operations.Tests.Sync;

public class StoppedRunShould
{
    private const string Reason = "Canvas does not accept the access token.";
    private const string Remedy = "Make a new one.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeLoggedAndStoredWithItsReasonAndRemedy(bool scheduled)
    {
        var canvas = new ScriptedCanvas { Before = (what, _, _) => what == "courses" ? throw new CanvasAuthenticationException(Reason, Remedy) : Task.CompletedTask };
        canvas.AddCourse(1);
        var log = new CapturedLog();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(
            canvas, store, services: services =>
            {
                services.AddSingletonTime(time);
                services.AddLogging(logging => logging.AddProvider(log));
            },
            configure: builder => builder.AddSyncSchedule(schedule => schedule.FirstDelay = TimeSpan.Zero));
        if (scheduled)
        {
            var service = host.Services.GetServices<IHostedService>().Single();
            await service.StartAsync(CancellationToken.None);
            await Waiting.UntilAsync(async () => (await host.RowsAsync<CanvasSyncRun>()).Exists(run => run.CompletedAt != null), "the run has ended");
            await service.StopAsync(CancellationToken.None);
        }
        else
        {
            (await host.Bridge.SyncAllCoursesAsync()).Failure!.Kind.Should().Be(nameof(CanvasAuthenticationException));
        }

        log.Lines.Should().ContainSingle(line => line.StartsWith("Error", StringComparison.Ordinal)).Which
            .Should().Contain(nameof(CanvasAuthenticationException)).And.Contain($"{Reason} {Remedy}");
        var run = (await host.RowsAsync<CanvasSyncRun>()).Should().ContainSingle().Subject;
        run.Should().BeEquivalentTo(new { Outcome = "Failed", FailureKind = nameof(CanvasAuthenticationException), FailureMessage = $"{Reason} {Remedy}" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeOneThatFoundNoCourseAtAll(bool stored)
    {
        var canvas = new ScriptedCanvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        if (stored)
        {
            canvas.AddCourse(1);
            await host.SyncAsync();
            canvas.Unlisted.Add(1);
        }

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.Succeeded.Should().BeFalse();
        report.Failure!.Message.Should().Contain("lists no course");
        report.Failure.Remedy.Should().Contain("AccountId");
        report.MissingCourses.Should().Be(0);
        (await host.RowsAsync<CanvasCourse>()).Should().NotContain(course => course.MissingSince != null);
    }

    [Fact]
    public async Task WarnWhenCanvasListsNoneOfTheStoredCourses()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        var log = new CapturedLog();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddLogging(logging => logging.AddProvider(log)));
        await host.SyncAsync();
        canvas.AddCourse(2);
        await host.SyncAsync();
        log.Lines.Should().NotContain(line => line.StartsWith("Warning", StringComparison.Ordinal));
        canvas.Unlisted.UnionWith([1, 2]);
        canvas.AddCourse(3);

        await host.SyncAsync();

        log.Lines.Should().ContainSingle(line => line.StartsWith("Warning", StringComparison.Ordinal)).Which.Should().Contain("none of the 2 stored courses");
    }
}
