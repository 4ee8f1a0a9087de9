using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Orchestration;

public class BackgroundSyncShould
{
    [Fact]
    public async Task GiveEveryReaderTheSameEventsWheneverItComes()
    {
        var (canvas, gate) = Gated(courses: 3);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();

        var id = background.Start();
        var early = background.FollowAsync(id).ToListAsync().AsTask();
        background.Find(id)!.State.Should().Be(SyncProgressState.Running);
        gate.SetResult();
        var events = await early;
        var late = await background.FollowAsync(id).ToListAsync();

        late.Should().Equal(events);
        events.Select(item => item.Number).Should().Equal(Enumerable.Range(1, events.Count).Select(number => (long)number));
        events.SkipLast(1).Should().OnlyContain(item => item.Event != null && item.Progress.State == SyncProgressState.Running);
        var end = events[^1];
        end.Event.Should().BeNull();
        end.Progress.Should().BeEquivalentTo(new { RunId = id, State = SyncProgressState.Succeeded, Courses = 3, EndedCourses = 3 });
        end.Progress.RowsWritten.Should().BePositive();
        (await host.RowsAsync<CanvasSyncRun>()).Should().ContainSingle().Which.Id.Should().Be(id);
        JsonSerializer.Serialize(events).Should().Contain("\"type\":\"courseEnded\"");
    }

    [Fact]
    public async Task ResumeAfterTheLastEventThatAReaderHas()
    {
        var (canvas, gate) = Gated(courses: 1);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        gate.SetResult();

        var id = background.Start();
        var all = await background.FollowAsync(id).ToListAsync();

        (await background.FollowAsync(id, after: 2).ToListAsync()).Should().Equal(all.Skip(2));
        (await background.FollowAsync(id, after: all.Count).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task GoOnWhenAReaderLeaves()
    {
        var (canvas, gate) = Gated(courses: 2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        var id = background.Start();

        using (var closed = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)))
        {
            var reading = () => background.FollowAsync(id, cancellationToken: closed.Token).ToListAsync().AsTask();
            await reading.Should().ThrowAsync<OperationCanceledException>();
        }

        gate.SetResult();
        (await background.FollowAsync(id).LastAsync()).Progress.State.Should().Be(SyncProgressState.Succeeded);
    }

    [Fact]
    public async Task EndARunThatIsCanceled()
    {
        var (canvas, _) = Gated(courses: 2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        var id = background.Start();

        background.Cancel(id).Should().BeTrue();

        (await background.FollowAsync(id).LastAsync()).Progress.State.Should().Be(SyncProgressState.Canceled);
        background.Cancel(id).Should().BeFalse("it has ended");
        background.Cancel(Guid.NewGuid()).Should().BeFalse("it is unknown");
    }

    [Fact]
    public async Task EndItsRunsWithTheHost()
    {
        var (canvas, _) = Gated(courses: 2);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        IBackgroundSync background;
        Guid id;
        await using (var host = await TestHost.StartAsync(canvas, store))
        {
            background = host.Services.GetRequiredService<IBackgroundSync>();
            id = background.Start();
        }

        background.Find(id)!.State.Should().Be(SyncProgressState.Canceled);
        background.Invoking(it => it.Start()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task NameTheCoursesThatFail()
    {
        var (canvas, gate) = Gated(courses: 2);
        var before = canvas.Before;
        canvas.Before = (what, id, token) => (what, id) == ("enrollments", 2)
            ? throw new CanvasUnavailableException("GET /courses/2/enrollments was answered 503.", "Run again later.")
            : before(what, id, token);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        gate.SetResult();

        var end = await background.FollowAsync(background.Start()).LastAsync();

        end.Progress.State.Should().Be(SyncProgressState.Failed);
        end.Progress.FailedCourses.Should().ContainSingle().Which.CourseId.Should().Be(2);
        end.Progress.Failure.Should().BeNull("only a course failed");
    }

    [Fact]
    public async Task ShowWhyARunCouldNotStart()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        await host.UseAsync(context => context.Database.EnsureDeletedAsync());
        var background = host.Services.GetRequiredService<IBackgroundSync>();

        var end = await background.FollowAsync(background.Start()).LastAsync();

        end.Progress.State.Should().Be(SyncProgressState.Failed);
        end.Progress.Failure!.Kind.Should().Be(nameof(CanvasConfigurationException));
        end.Progress.Failure.Remedy.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task KeepTheCountsRightForAReaderThatFallsBehind()
    {
        var (canvas, gate) = Gated(courses: 300);
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        gate.SetResult();
        var id = background.Start();
        await background.FollowAsync(id).LastAsync();

        var kept = await background.FollowAsync(id).ToListAsync();

        kept.Should().HaveCount(1_000);
        kept[0].Number.Should().BeGreaterThan(1);
        kept[^1].Progress.Should().BeEquivalentTo(new { State = SyncProgressState.Succeeded, Courses = 300, EndedCourses = 300 });
    }

    [Fact]
    public async Task ListTheRunsTheNewestFirstAndForgetTheOldest()
    {
        var (canvas, gate) = Gated(courses: 1);
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(canvas, store);
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        gate.SetResult();
        var ids = new List<Guid>();
        for (var i = 0; i < 23; i++)
        {
            ids.Add(background.Start(new SyncRequest { CourseIds = [1] }));
            await background.FollowAsync(ids[^1]).LastAsync();
        }

        background.List().Select(run => run.RunId).Should().Equal(Enumerable.Reverse(ids).Take(20));
        background.Find(ids[0]).Should().BeNull();
        (await background.FollowAsync(ids[0]).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task RefuseABadRequestAtOnce()
    {
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);

        host.Services.GetRequiredService<IBackgroundSync>().Invoking(background => background.Start(new SyncRequest { CourseIds = [0] })).Should().Throw<ArgumentException>();
    }

    private static (ScriptedCanvas Canvas, TaskCompletionSource Gate) Gated(int courses)
    {
        var canvas = new ScriptedCanvas();
        foreach (var id in Enumerable.Range(1, courses))
        {
            canvas.AddCourse(id);
        }

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        canvas.Before = (what, _, token) => what == "enrollments" ? gate.Task.WaitAsync(token) : Task.CompletedTask;
        return (canvas, gate);
    }
}
