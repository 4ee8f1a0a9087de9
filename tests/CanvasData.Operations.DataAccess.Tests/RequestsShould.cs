using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>The requests that a run sends.</summary>
public sealed class RequestsShould : TablesTest
{
    [Fact]
    public async Task BeAtMostSixATableForADaysChanges()
    {
        await Host.RunAsync();
        Canvas.School.Advance(TimeSpan.FromDays(1));
        var before = Canvas.Requests.Count;

        var report = await Host.RunAsync();

        report.Tables.Should().Contain(table => table.Table == "submissions" && table.Changed > 0);
        report.Tables.Should().OnlyContain(table => table.Requests <= 6);
        Canvas.Requests.All.Skip(before).Should().NotContain(request => request.PathAndQuery.EndsWith("/schema", StringComparison.Ordinal), "the jobs say that the schemas are the same");
    }

    [Fact]
    public async Task AskForAllFilesOfAJobAtOnce()
    {
        Canvas.DataAccess.RecordsPerFile = 10;

        var report = await Host.RunAsync();

        report.PendingCourses.Should().Be(0);
        var files = Canvas.Requests.All.Count(request => request.PathAndQuery.StartsWith("/dap-files", StringComparison.Ordinal));
        var addresses = Canvas.Requests.All.Count(request => request.PathAndQuery == "/dap/object/url");
        files.Should().BeGreaterThan(40);
        addresses.Should().BeLessThanOrEqualTo(report.Tables.Count);
    }

    [Fact]
    public async Task ComeLessOftenTheLongerAJobTakes()
    {
        Canvas.DataAccess.PollsBeforeDone = 6;
        var time = new WaitedTime();
        await using var host = await SyncHost.StartAsync(
            Canvas, Store, builder => builder.UseDataAccessPlatform(options => DataAccessHost.Set(options, Canvas, Folder, one => (one.MaxConcurrentTables, one.PollInterval) = (1, TimeSpan.FromSeconds(5)))),
            services => services.AddSingleton<TimeProvider>(time));

        await host.RunAsync();

        time.Waits.Take(7).Should().Equal(5, 10, 20, 40, 60, 60, 60);
    }

    [Fact]
    public async Task StartNoMoreJobsInAMinuteThanTheLimitOverAllRuns()
    {
        const int Limit = 20;
        var time = new WaitedTime();
        var starts = new StartedJobs(time);
        await using var host = await SyncHost.StartAsync(
            Canvas, Store,
            builder => builder.UseDataAccessPlatform(options => DataAccessHost.Set(options, Canvas, Folder, one => one.JobsPerMinute = Limit), http => http.AddHttpMessageHandler(() => starts)),
            services => services.AddSingleton<TimeProvider>(time));
        Canvas.DataAccess.Strike(DataAccessFault.Unavailable, 3, "accounts");

        await host.RunAsync();
        await host.RunAsync();

        var moments = starts.Moments.Order().ToList();
        moments.Should().HaveCountGreaterThan(Limit * 2);
        moments.Zip(moments.Skip(Limit), (first, later) => later - first).Should().OnlyContain(apart => apart > TimeSpan.FromSeconds(30), "a minute lies between them, but for the time that a busy machine takes to send them");
    }

    /// <summary>Notes when jobs are asked for.</summary>
    private sealed class StartedJobs(TimeProvider time) : DelegatingHandler
    {
        public System.Collections.Concurrent.ConcurrentBag<DateTimeOffset> Moments { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/data", StringComparison.Ordinal))
            {
                Moments.Add(time.GetUtcNow());
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
