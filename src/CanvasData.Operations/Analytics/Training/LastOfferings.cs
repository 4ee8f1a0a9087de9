using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>The facts about the finished offerings of each course that serve the next one.</summary>
internal sealed class LastOfferings
{
    private readonly ILookup<string, Offering> _latestFirst;

    private LastOfferings(List<Offering> offerings) => (Count, _latestFirst) = (offerings.Count, offerings.ToLookup(offering => offering.CourseKey, StringComparer.Ordinal));

    public int Count { get; }

    public static async Task<LastOfferings> ReadAsync(DbContext database, CancellationToken cancellationToken)
    {
        var offerings = await database.Set<CanvasOffering>().AsNoTracking()
            .Where(offering => offering.Completers > 0 && offering.CourseKey != null)
            .OrderByDescending(offering => offering.EndAt).ThenByDescending(offering => offering.CourseId)
            .Select(offering => new Offering(offering.CourseId, offering.CourseKey!, offering.EndAt, offering.MeanFinal, offering.DueByWeek))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var shared = await SharedKeys.ReadAsync(database, cancellationToken).ConfigureAwait(false);
        return new LastOfferings(offerings.FindAll(offering => !shared.Contains(offering.CourseKey)));
    }

    /// <summary>The offering before this one that had ended by a moment; null for none.</summary>
    public long? Before(CourseFacts course, DateTime moment) => Find(course, moment)?.CourseId;

    /// <summary>The facts about that offering.</summary>
    public StandingOptions OptionsFor(CourseFacts course, DateTime moment) => Find(course, moment) is { } last
        ? new StandingOptions { LastOfferingMean = last.MeanFinal, LastOfferingCurve = WeightCurve.FromShares(last.DueByWeek) }
        : StandingOptions.None;

    // Where the end is unknown, an offering was captured because Canvas called it completed.
    private Offering? Find(CourseFacts course, DateTime moment) =>
        course.CourseKey is { } key ? _latestFirst[key].FirstOrDefault(offering => offering.CourseId != course.CourseId && !(offering.EndAt > moment)) : null;

    private sealed record Offering(long CourseId, string CourseKey, DateTime? EndAt, double? MeanFinal, double[]? DueByWeek);
}
