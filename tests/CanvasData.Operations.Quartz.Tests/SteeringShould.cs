using CanvasData.Operations.CrashHost;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Quartz.Tests.Support;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Quartz.Tests;

/// <summary>Runs that are steered and read from a host that is no node.</summary>
public sealed class SteeringShould : IAsyncLifetime
{
    private readonly Interruption _interruption = new();
    private Cluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var created = await Cluster.CreateAsync(
            12, TimeSpan.FromMilliseconds(200), services: services => services.ConfigureDbContext<ClusterContext>(options => options.AddInterceptors(_interruption)));
        _cluster = await created.WithAWeekBehindAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task PauseResumeAndCancelFromAnyHost()
    {
        var run = await _cluster.Sync.StartAsync();
        (await _cluster.Sync.PauseAsync(run)).Should().BeTrue();
        (await _cluster.Sync.PauseAsync(run)).Should().BeFalse("it is paused");
        await _cluster.StartNodesAsync(1, courses: 1);
        var second = await _cluster.Sync.StartAsync(new SyncRequest { CourseIds = [_cluster.Canvas.School.Courses[0].Id] });
        (await _cluster.EndAsync(second)).State.Should().Be(ClusterRunState.Succeeded);
        (await _cluster.Sync.FindAsync(run))!.Should().Match<ClusterRun>(found => found.State == ClusterRunState.Paused && found.EndedCourses == 0, "other runs go on");

        (await _cluster.Sync.ResumeAsync(run)).Should().BeTrue();
        await _cluster.UntilEndedCoursesAsync(run, 2);
        (await _cluster.Sync.CancelAsync(run)).Should().BeTrue();
        var ended = await _cluster.EndAsync(run);

        ended.State.Should().Be(ClusterRunState.Canceled);
        var report = (await _cluster.Sync.FindReportAsync(run))!;
        report.Courses.Should().HaveCount(ended.Courses).And.HaveCountGreaterThan(10);
        report.Courses.Count(course => course.Outcome == CourseSyncOutcome.Succeeded).Should().BeInRange(2, ended.Courses - 1);
        report.Courses.Should().Contain(course => course.Outcome == CourseSyncOutcome.Canceled);
        (await _cluster.Sync.CancelAsync(run)).Should().BeFalse("it has ended");
        (await _cluster.Sync.ListAsync()).Select(listed => listed.RunId).Should().BeEquivalentTo([run, second]);
    }

    [Fact]
    public async Task StartTheRunOfAScheduleOnceForEachTime()
    {
        var due = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);
        var started = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _cluster.Sync.StartScheduledAsync("nightly", due)));

        started.Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        (await _cluster.Sync.ListAsync()).Should().ContainSingle().Which.Schedule.Should().Be("nightly");
        (await _cluster.Sync.StartScheduledAsync("nightly", due.AddDays(1))).Should().BeNull("the run of the day before has not ended");
    }

    [Fact]
    public async Task FindTheRunOfATimeThatAnotherNodeStartsMeanwhile()
    {
        var due = new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero);
        await _cluster.Sync.StartScheduledAsync("weekly", due);
        Guid? faster = null;
        _interruption.After(nameof(CanvasClusterRun), 1, async () => faster = await _cluster.Sync.StartScheduledAsync("nightly", due));

        var slower = await _cluster.Sync.StartScheduledAsync("nightly", due);

        slower.Should().NotBeNull().And.Be(faster);
        (await _cluster.Sync.ListAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task TakeTheCoursesOfAHigherPriorityFirst()
    {
        var low = await _cluster.Sync.StartAsync(new SyncRequest { Priority = SyncPriority.Low });
        var high = await _cluster.Sync.StartAsync(new SyncRequest { Priority = SyncPriority.High });
        await _cluster.StartNodesAsync(1, courses: 1);
        await _cluster.EndAsync(low);

        var lastOfHigh = (await _cluster.CoursesAsync(high)).Max(course => course.EndedAt);
        var ofLowBefore = (await _cluster.CoursesAsync(low)).Count(course => course.EndedAt < lastOfHigh);
        ofLowBefore.Should().BeLessThan(6, "only what was taken while the other run was being planned comes before it");
    }
}
