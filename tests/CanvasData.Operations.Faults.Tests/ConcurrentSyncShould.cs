using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>Several at once on one school, in one process and in two.</summary>
public sealed class ConcurrentSyncShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 4, Students = 16, AssignmentsPerCourse = 6, MaxPerPage = 20, Latency = TimeSpan.FromMilliseconds(10) };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task DoubleNothingBetweenFourBridgesOfOneProcess(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(Provider.Sqlite);
        await using var undisturbed = await SyncHost.StartAsync(canvas, undisturbedStore);
        var hosts = new List<SyncHost>();
        for (var i = 0; i < 4; i++)
        {
            hosts.Add(await SyncHost.StartAsync(canvas, store));
        }

        var refused = new List<CourseSyncReport>();
        for (var week = 0; week < 3; week++)
        {
            var reports = await Task.WhenAll(hosts.Select(host => host.Bridge.SyncAllCoursesAsync()));

            var courses = reports.SelectMany(report => report.Courses).ToLookup(course => course.CourseId);
            courses.Should().HaveCount(4).And.OnlyContain(all => all.Any(course => course.Outcome == CourseSyncOutcome.Succeeded));
            courses.SelectMany(all => all).Should().OnlyContain(course => course.Outcome == CourseSyncOutcome.Succeeded || course.Outcome == CourseSyncOutcome.AlreadyRunning, "{0}", string.Join('\n', reports.AsEnumerable()));
            refused.AddRange(courses.SelectMany(all => all).Where(course => course.Outcome == CourseSyncOutcome.AlreadyRunning));
            (await undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
            (await hosts[0].AllRowsButFingerprintsAsync()).ShouldBeTheRows(await undisturbed.AllRowsButFingerprintsAsync(), $"week {week}");
            canvas.School.Advance(TimeSpan.FromDays(7));
        }

        refused.Should().NotBeEmpty("they were at work together").And.OnlyContain(course => course.HeldBy != null);
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task DoubleNothingBetweenTwoProcesses(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(provider);
        using var undisturbedStore = await TestStore.CreateAsync(Provider.Sqlite);
        await using var undisturbed = await SyncHost.StartAsync(canvas, undisturbedStore);
        await using var host = await SyncHost.StartAsync(canvas, store);
        await using var one = CrashChild.Start(canvas, store);
        await using var other = CrashChild.Start(canvas, store);
        for (var week = 0; week < 3; week++)
        {
            await Task.WhenAll(one.SyncAsync(), other.SyncAsync());
            var ended = (await Task.WhenAll(one.ToTheEndAsync(), other.ToTheEndAsync())).SelectMany(lines => lines).Where(line => line.StartsWith("courseEnded", StringComparison.Ordinal)).ToList();

            ended.Should().HaveCount(8).And.OnlyContain(line => line.Contains("Succeeded") || line.Contains("AlreadyRunning"));
            ended.Where(line => line.Contains("Succeeded")).Select(line => line.Split(' ')[1]).Distinct().Should().HaveCount(4);
            (await undisturbed.Bridge.SyncAllCoursesAsync()).SyncedAll().Should().BeTrue();
            (await host.AllRowsButFingerprintsAsync()).ShouldBeTheRows(await undisturbed.AllRowsButFingerprintsAsync(), $"week {week}");
            canvas.School.Advance(TimeSpan.FromDays(7));
        }
    }

    // In batches of another order than ids, so that locks are taken in opposite order.
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task GetThroughWhenCoursesLockTheSameUsersInOppositeOrder(Provider provider)
    {
        var students = Enumerable.Range(1_000, 400).Select(id => (long)id).ToList();
        using var store = await TestStore.CreateAsync(provider);
        var (upward, downward) = (new ListedCanvas(), new ListedCanvas());
        upward.Enrollments[1] = [.. students.Select(id => (10_000 + id, id))];
        downward.Enrollments[2] = [.. students.AsEnumerable().Reverse().Select(id => (20_000 + id, id))];
        await using var first = await upward.HostAsync(store, options => options.Sync.BatchRows = 100);
        await using var second = await downward.HostAsync(store, options => options.Sync.BatchRows = 100);
        for (var round = 0; round < 8; round++)
        {
            upward.StudentName = downward.StudentName = $"Name {round}";

            var reports = await Task.WhenAll(first.Bridge.SyncCourseAsync(1), second.Bridge.SyncCourseAsync(2));

            reports.Should().OnlyContain(report => report.Outcome == CourseSyncOutcome.Succeeded, "{0} {1}", reports[0].Failure, reports[1].Failure);
            var names = await first.UseAsync(context => context.Set<CanvasUser>().Select(row => new { row.Id, row.Name }).ToListAsync());
            names.Should().HaveCount(400).And.OnlyContain(user => user.Name == $"Name {round} {user.Id}");
        }
    }
}
