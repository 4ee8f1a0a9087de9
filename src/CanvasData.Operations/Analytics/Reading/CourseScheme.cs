using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The letters of a course and the percentage from which it is passed.</summary>
/// <param name="Scheme">The letters; null when the course has no scheme of its own.</param>
/// <param name="PassingScore">Percent.</param>
internal sealed record CourseScheme(GradingScheme? Scheme, double PassingScore)
{
    /// <summary>The schemes of courses; the passing score given is for those whose scheme sets none.</summary>
    public static async Task<Dictionary<long, CourseScheme>> ReadAsync(
        DbContext database, IReadOnlyCollection<CourseFacts> courses, double passingScore, CancellationToken cancellationToken)
    {
        var ids = courses.Select(course => course.GradingStandardId).OfType<long>().Distinct().ToArray();
        var rows = ids.Length == 0
            ? []
            : await database.Set<CanvasGradingStandard>().AsNoTracking()
                .Where(standard => EF.Parameter(ids).Contains(standard.Id) && standard.MissingSince == null)
                .ToDictionaryAsync(standard => standard.Id, cancellationToken).ConfigureAwait(false);
        return courses.ToDictionary(course => course.CourseId, course => Create(course, rows.GetValueOrDefault(course.GradingStandardId ?? 0), passingScore));
    }

    // A scheme shows where passing begins when its lowest letter begins at 0: that is the letter of those who fail.
    private static CourseScheme Create(CourseFacts course, CanvasGradingStandard? row, double passingScore)
    {
        return GradingScheme.OfStored(course.GradingStandardId, row?.Scheme, row?.PointsBased, row?.ScalingFactor) is { } scheme
            ? new CourseScheme(scheme, scheme.Entries is [.., var lowestPass, { LowerBound: 0 }] ? (double)(lowestPass.LowerBound * 100) : passingScore)
            : new CourseScheme(null, passingScore);
    }
}
