using CanvasData.Operations.Analytics;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>A circuit is one scope for hours, and its components ask at once.</summary>
public sealed class ParallelQuestionsShould
{
    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, false)]
    [InlineData(Provider.PostgreSql, true)]
    public async Task BeAnsweredInOneScopeOfAHostWithAFactory(Provider provider, bool pooled)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = Host.Start(canvas, services =>
            (pooled ? services.AddPooledDbContextFactory<SchoolContext>(options => store.Configure(options)) : services.AddDbContextFactory<SchoolContext>(options => store.Configure(options)))
            .AddCanvasOperations().UseDbContext<SchoolContext>());
        await host.UseAsync<SchoolContext, bool>(context => context.Database.EnsureCreatedAsync());
        await host.SyncAsync();
        var course = canvas.School.Courses[0].Id;
        await using var scope = host.Services.CreateAsyncScope();
        var (queries, analytics, audit) = (scope.ServiceProvider.GetRequiredService<IQueryBuilder>(), scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>(), scope.ServiceProvider.GetRequiredService<IGradeAudit>());
        var expected = await queries.ForEverything().StudentGrades().CountAsync();
        expected.Should().BeGreaterThan(0);

        for (var round = 0; round < 20; round++)
        {
            var grades = queries.ForEverything().StudentGrades().ToListAsync();
            await Task.WhenAll(
                Task.Run(() => analytics.AnalyzeAtRiskStudentsAsync(course)),
                Task.Run(() => analytics.GeneratePerformanceInsightsAsync(course)),
                Task.Run(() => analytics.StreamFinalGradesAsync().ToListAsync().AsTask()),
                Task.Run(() => audit.SummarizeAsync(course)),
                Task.Run(() => queries.ForEverything().MissingWork().CountAsync()),
                Task.Run(() => queries.ForEverything().StudentGrades().ToPageAsync(1, 5)),
                Task.Run(() => queries.ForEverything().StudentDashboardAsync(canvas.School.Submissions(course).First().UserId, TimeSpan.FromDays(9))),
                grades);
            (await grades).Should().HaveCount(expected);
        }
    }

    [Fact]
    public async Task BeAskedInTheHostsOwnContextWhereItRegisteredOne()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Host.Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = Host.Start(canvas, services =>
            services.AddDbContext<SchoolContext>(options => store.Configure(options), optionsLifetime: ServiceLifetime.Singleton).AddDbContextFactory<SchoolContext>(options => store.Configure(options)).AddCanvasOperations().UseDbContext<SchoolContext>());
        await host.UseAsync<SchoolContext, bool>(context => context.Database.EnsureCreatedAsync());
        await host.SyncAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var (context, queries) = (scope.ServiceProvider.GetRequiredService<SchoolContext>(), scope.ServiceProvider.GetRequiredService<IQueryBuilder>());

        var names = from grade in queries.ForEverything().StudentGrades()
                    join user in context.Set<Model.CanvasUser>() on grade.StudentId equals user.Id
                    select user.Name;

        (await names.ToListAsync()).Should().NotBeEmpty();
    }
}
