using CanvasData.Operations.Canvas;
using CanvasData.Operations.Grading;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The letters of a course and the percentage from which it is passed.</summary>
/// <param name="Scheme">The letters; null when the course has no scheme of its own.</param>
/// <param name="PassingScore">Percent.</param>
internal sealed record CourseScheme(GradingScheme? Scheme, double PassingScore)
{
    /// <summary>A scheme tells where passing begins when its lowest letter begins at 0: that is the letter of those who fail.</summary>
    public static async Task<CourseScheme> ReadAsync(DbContext database, long? gradingStandardId, double passingScore, CancellationToken cancellationToken)
    {
        var row = gradingStandardId is > 0
            ? await database.Set<CanvasGradingStandard>().AsNoTracking()
                .Where(standard => standard.Id == gradingStandardId && standard.MissingSince == null)
                .Select(standard => new { standard.Scheme, standard.PointsBased, standard.ScalingFactor })
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            : null;
        var factor = row is { PointsBased: true, ScalingFactor: > 0 and <= 1_000_000 } ? (decimal?)row.ScalingFactor : null;
        return GradingScheme.TryParse(row?.Scheme, factor, out var scheme)
            ? new CourseScheme(scheme, scheme.Entries is [.., var lowestPass, { LowerBound: 0 }] ? (double)(lowestPass.LowerBound * 100) : passingScore)
            : new CourseScheme(null, passingScore);
    }
}
