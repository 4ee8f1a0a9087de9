using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

/// <summary>A row that the host deleted, and that the next sync brings back.</summary>
public class DeletedRowShould
{
    [Theory]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.PostgreSql, false)]
    public async Task BeInTheGradebookOfBefore(Provider provider, bool everything)
    {
        var canvas = new ScriptedCanvas();
        var time = new ShiftedTime();
        var day = time.GetUtcNow().AddDays(-2).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var course = canvas.AddCourse(1).AddAssignment(4)
            .Enroll(10, 5, ""","grades":{"current_score":50}""").Enroll(11, 6, ""","grades":{"current_score":60}""")
            .AddSubmission(20, 4, 5, ""","score":5""").AddSubmission(21, 4, 6, $$$""","score":6,"graded_at":"{{{day}}}" """);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        var beforeAll = time.GetUtcNow();
        await host.SyncAsync();
        var atFirst = time.GetUtcNow();
        time.Advance(TimeSpan.FromDays(1));
        course.Submissions[0] = course.Submissions[0].Replace("\"score\":5", "\"score\":7", StringComparison.Ordinal);
        await host.SyncAsync();
        var before = time.GetUtcNow();
        time.Advance(TimeSpan.FromDays(1));
        await host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => everything || row.Id == 20).ExecuteDeleteAsync());
        await host.UseAsync(context => context.Set<CanvasEnrollment>().Where(row => everything || row.Id == 10).ExecuteDeleteAsync());

        await host.SyncAsync();
        await host.SyncAsync();

        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await ScoresAsync(beforeAll)).Should().BeEmpty();
        (await ScoresAsync(atFirst)).Should().Equal((20L, 5d), (21L, 6d));
        (await ScoresAsync(before)).Should().Equal((20L, 7d), (21L, 6d));
        (await ScoresAsync(time.GetUtcNow())).Should().Equal((20L, 7d), (21L, 6d));
        (await history.TotalsAsOfAsync(1, atFirst).Select(row => row.CurrentScore).ToListAsync()).Should().Equal(50, 60);
        (await history.TotalsAsOfAsync(1, beforeAll).CountAsync()).Should().Be(0);

        ValueTask<List<(long, double?)>> ScoresAsync(DateTimeOffset moment) =>
            history.SubmissionsAsOfAsync(1, moment).Select(row => (row.SubmissionId, row.Score)).ToListAsync();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task BeInTheGradebookOfItsArchivedHistory(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var time = new ShiftedTime();
        var course = canvas.AddCourse(1).AddAssignment(4).Enroll(10, 5).AddSubmission(20, 4, 5, ""","score":5""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        await ScoreAsync(5, 7);
        var before = time.GetUtcNow();
        await ScoreAsync(7, 8);
        time.Advance(TimeSpan.FromDays(1));
        await using (var scope = host.Services.CreateAsyncScope())
        {
            (await scope.ServiceProvider.GetRequiredService<IHistoryManager>().ArchiveAsync(time.GetUtcNow())).ScoreChanges.Should().Be(1);
        }

        await host.ChangeAsync(async context =>
        {
            context.Remove(await context.Set<CanvasSubmission>().SingleAsync());
            context.Remove(await context.Set<CanvasAssignment>().SingleAsync());
        });

        await host.SyncAsync();

        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await history.SubmissionsAsOfAsync(1, before).Select(row => (row.SubmissionId, row.Score)).ToListAsync()).Should().Equal((20L, 7d));

        async Task ScoreAsync(int old, int score)
        {
            time.Advance(TimeSpan.FromDays(1));
            course.Submissions[0] = course.Submissions[0].Replace($"\"score\":{old}", $"\"score\":{score}", StringComparison.Ordinal);
            await host.SyncAsync();
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotMakeANewRowOlderThanItIs(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddAssignment(4).Enroll(10, 5).Enroll(11, 6).AddSubmission(20, 4, 5, ""","score":5""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = DateTimeOffset.UtcNow;
        course.AddSubmission(21, 4, 6, ""","score":6""");

        await host.SyncAsync();

        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await history.SubmissionsAsOfAsync(1, before).Select(row => row.SubmissionId).ToListAsync()).Should().Equal(20);
    }
}
