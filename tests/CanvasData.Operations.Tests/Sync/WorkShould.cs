using System.Collections.Concurrent;
using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Which course goes when.</summary>
public class WorkShould
{
    [Fact]
    public async Task LetAPersonWhoWaitsGoBeforeTheNightlyRun()
    {
        var canvas = new ScriptedCanvas();
        foreach (var id in (long[])[1, 2, 3, 4, 9])
        {
            canvas.AddCourse(id);
        }

        var order = new ConcurrentQueue<long>();
        var firstBegan = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        canvas.Before = async (what, course, _) =>
        {
            if (what == "course")
            {
                order.Enqueue(course);
                firstBegan.TrySetResult();
                await goOn.Task;
            }
        };
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 1);

        var queued = new Heard();
        var nightly = host.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [1, 2], Priority = SyncPriority.Low }, queued);
        await firstBegan.Task;
        var medium = Task.Run(() => host.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [3, 4] }, queued));
        await UntilQueuedAsync(2);
        var person = Task.Run(() => host.Bridge.SyncCourseAsync(9, queued));
        await UntilQueuedAsync(3);
        goOn.SetResult();
        await Task.WhenAll(nightly, medium, person);

        order.Should().Equal(1, 9, 3, 4, 2);

        // A run tells that it began, and puts its courses into the queue.
        async Task UntilQueuedAsync(int runs)
        {
            while (queued.Events.OfType<SyncRunStarted>().Count() < runs)
            {
                await Task.Delay(20);
            }

            await Task.Delay(1_000);
        }
    }

    [Fact]
    public async Task KeepWithinItsBounds()
    {
        var canvas = new ScriptedCanvas();
        Enumerable.Range(1, 12).ToList().ForEach(id => canvas.AddCourse(id));
        var (running, most, full) = (0, 0, new TaskCompletionSource());
        canvas.Before = async (what, _, cancellationToken) =>
        {
            if (what == "sections")
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 3)
                {
                    full.TrySetResult();
                }

                // Whoever gets in beside three comes while these wait.
                await full.Task.WaitAsync(cancellationToken);
                await Task.Delay(30, cancellationToken);
                Interlocked.Decrement(ref running);
            }
        };
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 3);

        await Task.WhenAll(
            host.SyncAsync(new SyncRequest { CourseIds = [.. Enumerable.Range(1, 6).Select(id => (long)id)] }),
            host.SyncAsync(new SyncRequest { CourseIds = [.. Enumerable.Range(7, 6).Select(id => (long)id)] }));

        most.Should().Be(3);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task LetOnlyOneSyncACourseAtATime(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).Enroll(2, 3);
        var (began, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        canvas.Before = async (what, _, _) =>
        {
            if (what == "enrollments")
            {
                began.TrySetResult();
                await goOn.Task;
            }
        };
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);

        var first = host.Bridge.SyncCourseAsync(1);
        await began.Task;
        var second = await host.Bridge.SyncCourseAsync(1);
        goOn.SetResult();

        second.Outcome.Should().Be(CourseSyncOutcome.AlreadyRunning);
        second.HeldBy.Should().Contain(Environment.MachineName);
        var report = new SyncReport { RunId = Guid.NewGuid(), StartedAt = DateTimeOffset.UnixEpoch, Courses = [second] };
        foreach (var json in (string[])[report.ToJson(), JsonSerializer.Serialize(second), JsonSerializer.Serialize<SyncEvent>(new CourseSyncEnded(default, second))])
        {
            json.Should().Contain("ourseId").And.NotContain(second.HeldBy, "what goes to browsers tells no machine").And.NotContainEquivalentOf("HeldBy");
        }

        (await first).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        (await host.Bridge.SyncCourseAsync(1)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotFailWhenManyCoursesShareTheirPeople(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        foreach (var id in Enumerable.Range(1, 24))
        {
            var course = canvas.AddCourse(id);
            course.Course = course.Course.Replace("\"name\"", """ "term":{"id":5,"name":"Spring"},"name" """, StringComparison.Ordinal);
            course.GradingStandards.Add("""{"id":6,"title":"All"}""");
            Enumerable.Range(1, 25).OrderBy(user => (user * id) % 29).ToList().ForEach(user => course.Enroll((id * 1000) + user, user));
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 12);

        await host.SyncAsync();

        (await host.RowsAsync<CanvasUser>()).Should().HaveCount(25);
        (await host.RowsAsync<CanvasEnrollment>()).Should().HaveCount(24 * 25);
        (await host.RowsAsync<CanvasObjectStatus>()).Count(row => row.ObjectType == "user").Should().Be(25);
    }

    [Fact]
    public async Task SyncNothingForAnEmptyListAndEachCourseOnceForADoubledOne()
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);

        (await host.SyncAsync(new SyncRequest { CourseIds = [] })).Courses.Should().BeEmpty();
        (await host.SyncAsync(new SyncRequest { CourseIds = [1, 1] })).Courses.Should().ContainSingle();
        await host.Invoking(h => h.Bridge.SyncCourseAsync(0)).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await host.Invoking(h => h.Bridge.SyncAllCoursesAsync(new SyncRequest { CourseIds = [1, -4] })).Should().ThrowAsync<ArgumentException>().WithMessage("*-4*1 or more*");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen && Interlocked.CompareExchange(ref target, value, seen) != seen; seen = target)
        {
        }
    }
}
