using System.Data.Common;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Two hosts that claim the same new course, in the worst order.</summary>
public class LeaseRaceShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ClaimACourseWhoseRowAnotherHostHasMadeButNotTaken(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1).AddSection(1).Enroll(1, 5);
        using var store = await TestStore.CreateAsync(provider);
        await using var other = await TestHost.StartAsync(canvas, store);
        var between = new BetweenTryAndReading(() => other.ChangeAsync(context =>
        {
            context.Add(new CanvasCourseLease { CourseId = 1 });
            return Task.CompletedTask;
        }));
        await using var host = await TestHost.StartAsync(canvas, store, configure: builder => builder.Services.ConfigureDbContext<SchoolContext>(options => options.AddInterceptors(between)));

        var report = await host.Bridge.SyncCourseAsync(1);

        between.Happened.Should().BeTrue();
        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report);
        (await host.RowsAsync<CanvasCourseLease>()).Should().ContainSingle().Which.Epoch.Should().Be(1);
    }

    private sealed class BetweenTryAndReading(Func<Task> work) : DbCommandInterceptor
    {
        public bool Happened { get; private set; }

        public override async ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (!Happened && result == 0 && command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal) && command.CommandText.Contains("CourseLease", StringComparison.Ordinal))
            {
                Happened = true;
                await work();
            }

            return result;
        }
    }
}
