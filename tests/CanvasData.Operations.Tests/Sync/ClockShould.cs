using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>A clock that was wrong once does no lasting harm.</summary>
public class ClockShould
{
    private static readonly SyncRequest Incremental = new() { Strategy = SyncStrategy.Incremental };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task LetFullPassesGoOnAfterItWasAhead(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(10, 20).AddAssignment(30);
        course.AddSubmission(40, 30, 20, ""","score":5,"posted_at":"2026-03-01T00:00:00Z" """);
        var time = new ShiftedTime();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.FullPassInterval = TimeSpan.FromDays(3), services: services => services.AddSingletonTime(time));
        time.Advance(TimeSpan.FromDays(365));
        await host.SyncAsync(Incremental);
        time.Advance(TimeSpan.FromDays(-365));
        var strategies = new List<SyncStrategy>();
        for (var day = 0; day < 8; day++)
        {
            strategies.Add((await host.SyncAsync(Incremental)).Courses[0].Strategy);
            time.Advance(TimeSpan.FromDays(1));
        }

        // The slot of a course depends on the date: the second full pass comes with the first slot, and then each three days later.
        var full = Enumerable.Range(0, 8).Where(day => strategies[day] == SyncStrategy.Full).ToList();
        full[0].Should().Be(0);
        full[1].Should().BeInRange(1, 3);
        full.Skip(1).Should().Equal(Enumerable.Range(0, full.Count - 1).Select(pass => full[1] + (3 * pass)));
        full[^1].Should().BeGreaterThanOrEqualTo(5);
        var unit = (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 1);
        unit.LastFullSyncAt.Should().BeBefore(time.GetUtcNow().UtcDateTime);
        unit.Watermark.Should().BeBefore(time.GetUtcNow().UtcDateTime, "Canvas is asked from a time that has been");
    }

    [Fact]
    public async Task GiveWayToTheClockOfTheDatabaseWhenItIsFarAhead()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(10, 20);
        using var log = new CapturedLog();
        using var real = await TestStore.CreateAsync(Provider.PostgreSql);
        await using (var owner = await TestHost.StartAsync(canvas, real))
        {
            // A database whose clock is a year behind that of the host.
            await owner.UseAsync(context => context.Database.ExecuteSqlRawAsync(
                "CREATE SCHEMA late; CREATE FUNCTION late.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT pg_catalog.now() - interval '365 days' $$"));
        }

        var store = TestStore.Existing(Provider.PostgreSql, real.ConnectionString + ";Search Path=late,pg_catalog,public");
        await using var host = await TestHost.StartAsync(
            canvas, store, services: services => services.AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning)));

        await host.SyncAsync();

        var limit = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-300);
        (await host.RowsAsync<CanvasUser>()).Single().FirstSyncedAt.Should().BeBefore(limit);
        (await host.RowsAsync<CanvasCourseLease>()).Single(row => row.CourseId == 1).Should().Match<CanvasCourseLease>(row => row.LastSyncedAt < limit && row.LastFullSyncAt < limit);
        log.Lines.Should().ContainSingle(line => line.Contains("ahead of the database", StringComparison.Ordinal));
    }
}
