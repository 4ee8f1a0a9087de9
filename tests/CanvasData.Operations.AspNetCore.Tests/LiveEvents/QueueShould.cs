using System.Text;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static CanvasData.Operations.AspNetCore.Tests.LiveEvents.GradedWork;

namespace CanvasData.Operations.AspNetCore.Tests.LiveEvents;

public sealed class QueueShould
{
    private static readonly CanvasSimulatorOptions SmallSchool = new() { Courses = 4, Students = 50, AssignmentsPerCourse = 6 };

    [Fact]
    public async Task BringAGradeIntoItsRowInAHostWithoutAnEndpoint()
    {
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddDbContext<LiveContext>(options => store.Configure(options));
        builder.Services.AddCanvasOperations().UseDbContext<LiveContext>().UseSqliteBulkWriter()
            .UseRestClient(rest => (rest.BaseAddress, rest.AccessToken) = (canvas.BaseAddress, canvas.Token))
            .UseLiveEvents(options => options.RootAccountUuid = canvas.LiveEvents.RootAccountUuid);
        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<LiveContext>();
        await database.Database.EnsureCreatedAsync();
        await host.StartAsync();
        (await host.Services.GetRequiredService<ICanvasBridge>().SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        var events = host.Services.GetRequiredService<ILiveEvents>();
        var (_, work) = Graded(canvas, place: 0);
        var message = Encoding.UTF8.GetBytes(Grade(canvas, work, 7.25));

        (await events.HandleAsync(message)).Should().Be(LiveEventOutcome.Stored);
        (await events.HandleAsync(message)).Should().Be(LiveEventOutcome.Repeated, "a queue hands some messages over twice");
        (await events.HandleAsync("no event"u8.ToArray())).Should().Be(LiveEventOutcome.Malformed);

        await Wait.UntilAsync(
            async () => await database.Set<CanvasSubmission>().AnyAsync(row => row.Id == work.Id && row.EnteredScore == 7.25), "the message should bring the score");
        await host.StopAsync();
        (await database.Set<CanvasLiveEventReceiver>().CountAsync()).Should().Be(0, "a host that has stopped holds nothing");
    }

    [Fact]
    public async Task RefuseWhatItCannotStoreAndLoseNothing()
    {
        const int LeastThatWait = 100;
        await using var canvas = await CanvasSimulator.StartAsync(SmallSchool);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await LiveEventHost.StartAsync(canvas, store, options => options.MaxWaitingEvents = LeastThatWait);
        await host.SyncAsync();
        var work = canvas.School.Courses.SelectMany(course => Work(canvas, course.Id)).Take(900).ToList();
        var messages = work.ConvertAll(one => Encoding.UTF8.GetBytes(Grade(canvas, one, 3.75)));
        using var http = new HttpClient();
        List<Task<LiveEventOutcome>> asked;

        // No other connection writes meanwhile.
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<LiveContext>();
            await using var writing = await database.Database.BeginTransactionAsync();
            await database.Set<CanvasLiveEventReceiver>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Process, row => row.Process));
            asked = messages.ConvertAll(message => host.Handler.HandleAsync(message));
            await Wait.UntilAsync(() => Task.FromResult(asked.Exists(one => one.IsCompleted)), "the queue is full");
            using var body = new StringContent(canvas.LiveEvents.Sign(Grade(canvas, work[^1], 3.75)));
            using var answer = await http.PostAsync(host.Address, body);
            ((int)answer.StatusCode).Should().Be(503);
            answer.Headers.RetryAfter!.Delta.Should().BePositive();
            (await answer.Content.ReadAsStringAsync()).Should().Contain("busy");
            await writing.RollbackAsync();
        }

        var outcomes = await Task.WhenAll(asked);
        outcomes.Should().Contain(LiveEventOutcome.Busy).And.Contain(LiveEventOutcome.Stored).And.OnlyContain(one => one == LiveEventOutcome.Busy || one == LiveEventOutcome.Stored);
        foreach (var (message, _) in messages.Zip(outcomes).Where(one => one.Second == LiveEventOutcome.Busy))
        {
            await Wait.UntilAsync(async () => await host.Handler.HandleAsync(message) == LiveEventOutcome.Stored, "what was refused may be handed over again");
        }

        await host.UntilNothingWaitsAsync();
        var ids = work.ConvertAll(one => one.Id);
        (await host.UseAsync(database => database.Set<CanvasSubmission>().CountAsync(row => ids.Contains(row.Id) && row.EnteredScore == 3.75))).Should().Be(work.Count);
    }
}
