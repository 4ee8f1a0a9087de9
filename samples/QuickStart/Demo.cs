using CanvasData.Operations.Analytics;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.QuickStart;

/// <summary>The story: sync a school, sync it again at once, let it live for a week, sync once more, ask.</summary>
internal sealed class Demo(Canvas canvas, Store store, ServiceProvider portal, Screen screen)
{
    private readonly List<RunResult> _results = [];
    private readonly ICanvasBridge _bridge = portal.GetRequiredService<ICanvasBridge>();

    public RunResults Results => new(_results);

    /// <returns>Whether every course of every run was synced.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        screen.Welcome(canvas, store);
        await InContextAsync(context => store.CreateTablesAsync(context, cancellationToken));
        var succeeded =
            await SyncAsync("first", "The first sync", cancellationToken)
            && await SyncAsync("unchanged", "The same again, at once", cancellationToken)
            && await WeekLaterAsync(cancellationToken);
        if (succeeded)
        {
            await AskAsync(cancellationToken);
            screen.Farewell(store.Farewell);
        }

        return succeeded;
    }

    private async Task<bool> SyncAsync(string name, string heading, CancellationToken cancellationToken)
    {
        screen.Heading(heading);
        return await SyncAsync(name, cancellationToken);
    }

    private async Task<bool> WeekLaterAsync(CancellationToken cancellationToken)
    {
        var changes = canvas.LiveOnForAWeek();
        screen.Heading(changes is null ? "Once more" : "A week later");
        if (changes is not null)
        {
            screen.Show(changes);
        }

        return await SyncAsync("week-later", cancellationToken);
    }

    private async Task<bool> SyncAsync(string name, CancellationToken cancellationToken)
    {
        var report = await screen.FollowAsync(_bridge.StreamSyncAsync(cancellationToken: cancellationToken), canvas.NameOf);
        _results.Add(RunResult.Of(name, report));
        screen.Show(report, canvas.NameOf);
        return report.Succeeded;
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var scope = portal.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var lastWeek = canvas.Clock.GetUtcNow().UtcDateTime.AddDays(-7);
        if (await TeacherQuestions.LiveliestCourseAsync(context, lastWeek, cancellationToken) is { } course)
        {
            screen.Heading($"What a teacher of {course.Name} asks");
            await screen.ShowAsync(new TeacherQuestions(context, course.Id), lastWeek, cancellationToken);
            await screen.ShowAsync(new Outlook(scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>(), context, course.Id), cancellationToken);
        }
    }

    private async Task InContextAsync(Func<SchoolContext, Task> work)
    {
        await using var scope = portal.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<SchoolContext>());
    }
}
