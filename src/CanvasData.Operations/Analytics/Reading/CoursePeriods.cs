using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The grading periods of courses that weight them.</summary>
internal static class CoursePeriods
{
    /// <summary>By set of periods; without a statement where no course weights its periods.</summary>
    public static async Task<ILookup<long, WorkPeriod>> ReadAsync(DbContext database, IReadOnlyCollection<CourseFacts> courses, CancellationToken cancellationToken)
    {
        var sets = courses.Select(course => course.WeightedPeriodsId).OfType<long>().Distinct().ToArray();
        var rows = sets.Length == 0
            ? []
            : await database.Set<CanvasGradingPeriod>().AsNoTracking()
                .Where(period => period.GradingPeriodGroupId != null && EF.Parameter(sets).Contains(period.GradingPeriodGroupId.Value) && period.MissingSince == null)
                .OrderBy(period => period.StartDate).ThenBy(period => period.Id)
                .Select(period => new { Set = period.GradingPeriodGroupId!.Value, period.StartDate, period.EndDate, period.Weight })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(period => period.Set, period => new WorkPeriod(period.StartDate, period.EndDate, period.Weight ?? 0));
    }

    public static IReadOnlyList<WorkPeriod> ForCourse(this ILookup<long, WorkPeriod> periods, CourseFacts course) => course.WeightedPeriodsId is { } set ? [.. periods[set]] : [];
}
