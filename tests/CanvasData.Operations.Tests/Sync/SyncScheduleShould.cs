using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CanvasData.Operations.Tests.Sync;

public class SyncScheduleShould
{
    [Fact]
    public async Task BeOffUnlessAskedFor()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        host.Services.GetServices<IHostedService>().Should().BeEmpty();
    }

    [Fact]
    public async Task SyncAtEachIntervalEvenAfterAFailureUntilTheHostStops()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        var lists = 0;
        canvas.Before = (what, _, _) => what == "courses" && Interlocked.Increment(ref lists) == 2 ? throw new InvalidOperationException("Canvas is away") : Task.CompletedTask;
        var time = new ScheduleTime(DateTimeOffset.UtcNow);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(
            canvas, store, services: services => services.AddSingletonTime(time),
            configure: builder => builder.AddSyncSchedule(schedule => (schedule.FirstDelay, schedule.Interval) = (TimeSpan.FromMinutes(5), TimeSpan.FromHours(2))));
        var service = host.Services.GetServices<IHostedService>().Should().ContainSingle().Subject;
        await service.StartAsync(CancellationToken.None);

        await time.PassAsync(TimeSpan.FromMinutes(4.9));
        lists.Should().Be(0);
        await time.PassAsync(TimeSpan.FromMinutes(0.2));
        await RunsAsync(1);
        await time.PassAsync(TimeSpan.FromHours(1.5));
        lists.Should().Be(1);
        await time.PassAsync(TimeSpan.FromHours(0.6));
        await RunsAsync(2);
        await time.PassAsync(TimeSpan.FromHours(2.1));
        await RunsAsync(3);

        await service.StopAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromHours(9));
        await Task.Delay(100);
        lists.Should().Be(3);
        var runs = (await host.RowsAsync<CanvasSyncRun>()).OrderBy(run => run.StartedAt).ToList();
        runs.Select(run => run.Outcome).Should().Equal("Succeeded", "Failed", "Succeeded");
        runs.Should().OnlyContain(run => run.Strategy == nameof(SyncStrategy.Incremental));

        async Task RunsAsync(int count)
        {
            while ((await host.RowsAsync<CanvasSyncRun>()).Count(run => run.CompletedAt != null) < count)
            {
                await Task.Delay(50);
                time.Advance(TimeSpan.FromSeconds(5));
            }
        }
    }

    [Fact]
    public async Task RunEachScheduleThatWasAdded()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        var time = new ScheduleTime(DateTimeOffset.UtcNow);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(
            canvas, store, services: services => services.AddSingletonTime(time),
            configure: builder => builder
                .AddSyncSchedule(schedule => (schedule.FirstDelay, schedule.Request) = (TimeSpan.FromMinutes(1), new SyncRequest { Strategy = SyncStrategy.Conservative }))
                .AddSyncSchedule(schedule => (schedule.FirstDelay, schedule.Request) = (TimeSpan.FromMinutes(2), new SyncRequest { Strategy = SyncStrategy.Full })));
        var services = host.Services.GetServices<IHostedService>().ToList();
        services.Should().HaveCount(2);
        foreach (var service in services)
        {
            await service.StartAsync(CancellationToken.None);
        }

        for (var minute = 0; minute < 2; minute++)
        {
            await time.PassAsync(TimeSpan.FromMinutes(1.01), schedules: 2);
            while ((await host.RowsAsync<CanvasSyncRun>()).Count(run => run.CompletedAt != null) <= minute)
            {
                await Task.Delay(20);
            }
        }

        foreach (var service in services)
        {
            await service.StopAsync(CancellationToken.None);
        }

        (await host.RowsAsync<CanvasSyncRun>()).OrderBy(run => run.StartedAt).Select(run => run.Strategy).Should().Equal("Conservative", "Full");
    }

    [Theory]
    [InlineData("UTC", "2026-03-10T01:00:00Z", "2026-03-10T02:00:00Z,2026-03-10T14:30:00Z,2026-03-11T02:00:00Z")]
    [InlineData("America/New_York", "2026-03-07T12:00:00Z", "2026-03-07T19:30:00Z,2026-03-08T07:00:00Z,2026-03-08T18:30:00Z,2026-03-09T06:00:00Z")] // 02:00 is skipped on 8 March
    [InlineData("Europe/Berlin", "2026-10-24T13:00:00Z", "2026-10-25T00:00:00Z,2026-10-25T13:30:00Z,2026-10-26T01:00:00Z")] // 02:00 occurs twice on 25 October
    public async Task RunAtTimesOfDayInAZone(string zone, string from, string expected)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        var starts = new List<DateTimeOffset>();
        var time = new ScheduleTime(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture));
        canvas.Before = (what, _, _) =>
        {
            if (what == "courses")
            {
                lock (starts)
                {
                    starts.Add(time.GetUtcNow());
                }
            }

            return Task.CompletedTask;
        };
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(
            canvas, store, services: services => services.AddSingletonTime(time),
            configure: builder => builder.AddSyncSchedule(schedule => (schedule.DailyAt, schedule.TimeZone) = ([new TimeOnly(14, 30), new TimeOnly(2, 0)], TimeZoneInfo.FindSystemTimeZoneById(zone))));
        var service = host.Services.GetServices<IHostedService>().Should().ContainSingle().Subject;
        await service.StartAsync(CancellationToken.None);
        var moments = expected.Split(',').Select(text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        foreach (var moment in moments)
        {
            // A run must have ended before the clock goes on; until it comes, the clock goes in steps as the service's timers do.
            while (time.GetUtcNow() < moment)
            {
                var step = moment - time.GetUtcNow();
                await time.PassAsync(step < TimeSpan.FromMinutes(15) ? step : TimeSpan.FromMinutes(15));
            }

            var count = moments.IndexOf(moment) + 1;
            for (var wait = 0; wait < 12_000 && (await host.RowsAsync<CanvasSyncRun>()).Count(run => run.CompletedAt != null) < count; wait++)
            {
                await Task.Delay(10);
            }
        }

        await service.StopAsync(CancellationToken.None);
        lock (starts)
        {
            starts.Should().HaveCount(moments.Count);
            starts.Zip(moments).Should().OnlyContain(pair => pair.First >= pair.Second && pair.First - pair.Second < TimeSpan.FromMinutes(20));
        }
    }

    [Fact]
    public async Task CaptureFinishedOfferingsDaily()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        course.Course = course.Course.Replace("\"available\"", "\"completed\"", StringComparison.Ordinal);
        var time = new ScheduleTime(DateTimeOffset.UtcNow);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(
            canvas, store, services: services => services.AddSingletonTime(time), configure: builder => builder.AddOfferingCapture(schedule => schedule.FirstDelay = TimeSpan.FromHours(1)));
        (await host.Bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        var service = host.Services.GetServices<IHostedService>().Should().ContainSingle().Subject;
        await service.StartAsync(CancellationToken.None);
        (await host.RowsAsync<CanvasOffering>()).Should().BeEmpty();

        await time.PassAsync(TimeSpan.FromHours(1.01));
        for (var wait = 0; wait < 12_000 && (await host.RowsAsync<CanvasOffering>()).Count == 0; wait++)
        {
            await Task.Delay(10);
        }

        await service.StopAsync(CancellationToken.None);
        (await host.RowsAsync<CanvasOffering>()).Should().ContainSingle().Which.CourseId.Should().Be(1);
    }
}
