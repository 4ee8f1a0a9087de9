using System.Runtime.CompilerServices;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>Many classes, one after the other in the order of course ids, a few computed ahead: memory holds those few.</summary>
internal sealed class CourseStream(AnalyticsDatabase database, AnalyticsScope scope, CourseAnalysisService analyses, TimeProvider time, IOptions<AnalyticsOptions> options)
{
    public async IAsyncEnumerable<ClassAnalysis> RunAsync(IReadOnlyCollection<long>? courseIds, DateTimeOffset? asOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var moment = AsOfTime.Resolve(asOf, time.GetUtcNow(), TimeSpan.Zero, null);
        var history = await FinalGradeModelProvider.VersionAsync(database.Here, cancellationToken).ConfigureAwait(false);
        var courses = courseIds is null
            ? await RunningAsync(moment, cancellationToken).ConfigureAwait(false)
            : [.. courseIds.Distinct().Order()];

        // A context works for one at a time.
        var ahead = database.IsSameForAll ? options.Value.MaxConcurrentCourses : 1;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var started = new Queue<Task<ClassAnalysis>>();
        try
        {
            for (var next = 0; next < courses.Count || started.Count > 0;)
            {
                while (next < courses.Count && started.Count < ahead)
                {
                    started.Enqueue(OneAsync(courses[next++], moment, history, ended.Token));
                }

                var analysis = await started.Peek().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                yield return analysis;
                _ = started.Dequeue();
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(started)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<ClassAnalysis> OneAsync(long courseId, DateTime moment, string history, CancellationToken cancellationToken) =>
        database.UseAsync(context => analyses.ComputeAsync(context, courseId, moment, history, cancellationToken), cancellationToken);

    private Task<List<long>> RunningAsync(DateTime moment, CancellationToken cancellationToken) =>
        CourseFacts.Select(database.Here, scope.CoursesIn(database.Here).Where(CourseRules.Available))
            .Where(course => (course.EndAt == null || course.EndAt > moment) && (course.StartAt == null || course.StartAt <= moment))
            .Select(course => course.CourseId)
            .OrderBy(id => id)
            .WithNullsOfCSharp(database.Here)
            .ToListAsync(cancellationToken);
}
