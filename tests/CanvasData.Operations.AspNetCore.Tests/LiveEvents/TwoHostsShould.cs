using System.Collections.Concurrent;
using System.Text;
using CanvasData.Operations.Client;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;
using static CanvasData.Operations.AspNetCore.Tests.LiveEvents.GradedWork;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

public sealed class TwoHostsShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RefreshACourseOneAfterTheOther(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 4, Students = 30, AssignmentsPerCourse = 6 });
        using var store = await TestStore.CreateAsync(provider);
        var (held, free) = (new WatchedCanvas(), new WatchedCanvas());
        await using var first = await StartAsync(canvas, store, held);
        await using var second = await StartAsync(canvas, store, free);
        await first.SyncAsync();
        var (busy, other) = (canvas.School.Courses[0].Id, canvas.School.Courses[1].Id);
        var (one, two, elsewhere) = (Work(canvas, busy).First(), Work(canvas, busy).Last(), Work(canvas, other).First());
        held.Hold();
        (await HandleAsync(first, canvas, one)).Should().Be(LiveEventOutcome.Stored);
        await held.Holds;

        // The second host works on one course at a time: when it has refreshed the later one, it has tried the first in vain.
        (await HandleAsync(second, canvas, two)).Should().Be(LiveEventOutcome.Stored);
        (await HandleAsync(second, canvas, elsewhere)).Should().Be(LiveEventOutcome.Stored);
        await Wait.UntilAsync(async () => await ScoreAsync(second, elsewhere.Id) == 4.5, "the other course is free");

        free.Courses.Should().Contain(other).And.NotContain(busy);
        (await ScoreAsync(second, one.Id)).Should().NotBe(4.5);
        held.Release();
        await first.UntilNothingWaitsAsync();
        (await ScoreAsync(first, one.Id)).Should().Be(4.5);
        (await ScoreAsync(first, two.Id)).Should().Be(4.5);
        free.Courses.Should().Contain(busy, "the second host tries again");
    }

    private static Task<LiveEventOutcome> HandleAsync(LiveEventHost host, CanvasSimulator canvas, SimulatedSubmission work) =>
        host.Handler.HandleAsync(Encoding.UTF8.GetBytes(Grade(canvas, work, 4.5)));

    private static Task<LiveEventHost> StartAsync(CanvasSimulator canvas, TestStore store, WatchedCanvas watched) => LiveEventHost.StartAsync(
        canvas, store, options => options.MaxConcurrentCourses = 1, library: builder => builder.WrapCanvasClient((inner, _) => watched.Wrap(inner)));

    /// <summary>The requests of one host for submissions, which can be held.</summary>
    private sealed class WatchedCanvas
    {
        private readonly TaskCompletionSource _holds = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isHeld;

        /// <summary>The courses that were asked for.</summary>
        public ConcurrentQueue<long> Courses { get; } = new();

        /// <summary>Ends when a request is held.</summary>
        public Task Holds => _holds.Task;

        public void Hold() => _isHeld = true;

        public void Release() => _released.SetResult();

        public ICanvasClient Wrap(ICanvasClient inner) => new Client(inner, this);

        private async Task PassAsync(long course, CancellationToken cancellationToken)
        {
            Courses.Enqueue(course);
            if (_isHeld)
            {
                _holds.TrySetResult();
                await _released.Task.WaitAsync(cancellationToken);
            }
        }

        private sealed class Client(ICanvasClient inner, WatchedCanvas watched) : DelegatingCanvasClient(inner)
        {
            public override async Task<SubmissionRecord?> FindSubmissionAsync(
                long courseId, long assignmentId, long userId, RequestCounter counter, CancellationToken cancellationToken = default)
            {
                await watched.PassAsync(courseId, cancellationToken);
                return await base.FindSubmissionAsync(courseId, assignmentId, userId, counter, cancellationToken);
            }
        }
    }
}
