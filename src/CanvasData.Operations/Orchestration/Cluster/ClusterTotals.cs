using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Orchestration;

/// <summary>What the courses of a run came to so far, counted by the database.</summary>
internal sealed record ClusterTotals
{
    public required int Courses { get; init; }

    public required int EndedCourses { get; init; }

    public required int FailedCourses { get; init; }

    public required long RowsWritten { get; init; }

    public required long Requests { get; init; }

    public required int TakeOvers { get; init; }

    public required int FencedCommits { get; init; }

    public static async Task<ClusterTotals> CountAsync(DbContext database, Guid runId, CancellationToken cancellationToken)
    {
        var counts = await database.Rows<CanvasClusterCourse>().Where(course => course.RunId == runId).GroupBy(course => course.EndedAt == null ? null : course.Outcome)
            .Select(group => new
            {
                Outcome = group.Key,
                Courses = group.Count(),
                RowsWritten = group.Sum(course => course.RowsWritten),
                Requests = group.Sum(course => course.Requests),
                TakeOvers = group.Sum(course => course.TakeOvers),
                Fenced = group.Sum(course => course.Fenced),
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new ClusterTotals
        {
            Courses = counts.Sum(count => count.Courses),
            EndedCourses = counts.Where(count => count.Outcome is not null).Sum(count => count.Courses),
            FailedCourses = counts.Where(count => count.Outcome == nameof(CourseSyncOutcome.Failed)).Sum(count => count.Courses),
            RowsWritten = counts.Sum(count => count.RowsWritten),
            Requests = counts.Sum(count => count.Requests),
            TakeOvers = counts.Sum(count => count.TakeOvers),
            FencedCommits = counts.Sum(count => count.Fenced),
        };
    }
}
