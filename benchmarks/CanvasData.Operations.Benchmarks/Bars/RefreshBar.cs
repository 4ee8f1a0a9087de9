using System.Diagnostics;
using System.Globalization;
using CanvasData.Operations.Benchmarks.Peers;
using CanvasData.Operations.Client;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Benchmarks.Bars;

/// <summary>
/// The refresh of one submission that was just graded, in a course of 500 students and 100 assignments. A simulated Canvas answers on
/// loopback without delay; the time from each request to its record is left out.
/// </summary>
internal sealed class RefreshBar(Provider provider) : Bar
{
    private const int Warmups = 100;
    private const int Rounds = 1_000;
    private const long Requests = 3;

    public override string Name => $"refresh of one submission, {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        TimedClient? client = null;
        await using var canvas = await CanvasSimulator.StartAsync(new() { Courses = 1, Students = 500, AssignmentsPerCourse = 100 });
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await SyncHost.StartAsync(canvas, store, configure: builder => builder.WrapCanvasClient((inner, _) => client = new TimedClient(inner)), services: services => services.AddLogging(logging => logging.ClearProviders()));
        var synced = await host.Bridge.SyncAllCoursesAsync();
        if (!synced.Succeeded)
        {
            throw new InvalidOperationException($"The sync did not succeed: {synced}");
        }

        var course = canvas.School.Courses[0].Id;
        var work = canvas.School.Submissions(course).Where(row => row.Score is not null).Take(Warmups + Rounds).ToList();
        var refresh = host.Services.GetRequiredService<ICanvasRefresh>();
        var (times, peers) = (new List<double>(Rounds), new List<double>(Rounds));
        var requests = 0L;
        foreach (var (index, row) in work.Index())
        {
            canvas.School.SetScore(course, row.AssignmentId, row.UserId, (row.Score ?? 0) + 0.25);
            var waited = client!.Waited;
            var report = await refresh.RefreshSubmissionAsync(course, row.AssignmentId, row.UserId);
            if (report.Outcome != RefreshOutcome.Updated)
            {
                throw new InvalidOperationException($"A graded submission was not updated: {report.Outcome}.");
            }

            // The same rows once more by hand; the next refresh is of another submission.
            var clock = Stopwatch.StartNew();
            await host.UseAsync(async context =>
            {
                await HandWrittenRefresh.StoreScoreAsync(context.Database.GetDbConnection(), row.AssignmentId, row.UserId, (row.Score ?? 0) + 0.5);
                return true;
            });
            var byHand = clock.Elapsed;
            if (index >= Warmups)
            {
                peers.Add(byHand.TotalMilliseconds);
                times.Add((report.Duration - (client.Waited - waited)).TotalMilliseconds);
                requests = Math.Max(requests, report.Requests);
            }
        }

        times.Sort();
        var slow = times[(int)(times.Count * 0.99)];
        var median = times[times.Count / 2];
        return
        [
            BarResult.AtMost($"{Name}: time of read, write and history by hand", median / Race.Median(peers), 8),
            BarResult.Information($"{Name}: median and p99", string.Create(CultureInfo.InvariantCulture, $"{median:0.0}, {slow:0.0} ms")),
            new BarResult($"{Name}: requests", requests.ToString(CultureInfo.InvariantCulture), $"<= {Requests}", requests <= Requests),
        ];
    }

    /// <summary>Sums up the time until Canvas has answered. The requests of a refresh follow one another.</summary>
    private sealed class TimedClient(ICanvasClient inner) : DelegatingCanvasClient(inner)
    {
        public TimeSpan Waited { get; private set; }

        public override async IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(
            long courseId, long userId, RequestCounter counter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var clock = Stopwatch.StartNew();
            var listed = await base.ListEnrollmentsAsync(courseId, userId, counter, cancellationToken).ToListAsync(cancellationToken);
            Waited += clock.Elapsed;
            foreach (var enrollment in listed)
            {
                yield return enrollment;
            }
        }

        public override async Task<SubmissionRecord?> FindSubmissionAsync(
            long courseId, long assignmentId, long userId, RequestCounter counter, CancellationToken cancellationToken = default)
        {
            var clock = Stopwatch.StartNew();
            var found = await base.FindSubmissionAsync(courseId, assignmentId, userId, counter, cancellationToken);
            Waited += clock.Elapsed;
            return found;
        }
    }
}
