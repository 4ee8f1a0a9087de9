using CanvasData.Operations.Model;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// How much of a course remains. Items alone say too little where teachers make them as they go: then the calendar, or
/// the way the last offering went, says the least that must remain. That never grows by what becomes known, so that a
/// newly missing item cannot raise a prediction.
/// </summary>
internal readonly struct RemainingWeight
{
    // A plan of items that leaves so much less than the calendar says is still believed: work is not spread evenly.
    private const double Tolerance = 0.15;
    private const double MinWeight = 0.05;
    private const double MinScaled = 1e-9;

    private readonly DateTime? _start;
    private readonly DateTime _asOf;
    private readonly double? _expected;
    private readonly bool _goesOn;
    private readonly RemainingWeightSource _source;

    public RemainingWeight(CourseWork work, DateTime asOf, StandingOptions options)
    {
        (_start, _asOf, _goesOn) = (work.StartAt, asOf, false);
        foreach (var item in work.Items)
        {
            _goesOn |= item.DueAt > asOf;
        }

        if (work.EndAt <= asOf)
        {
            _expected = 0;
        }
        else if (work.StartAt is { } start && options.LastOfferingCurve is { } curve)
        {
            (_expected, _source) = (curve.RemainingAt(asOf - start), RemainingWeightSource.History);
        }
        else if (work.EndAt is { } end && work.StartAt is { } first && first < end)
        {
            _expected = Math.Clamp((double)(end - asOf).Ticks / (end - first).Ticks, 0, 1);
            _source = RemainingWeightSource.Schedule;
        }
    }

    /// <summary>Sets what remains, and says whether the standing allows a prediction.</summary>
    public AnalyticsStatus Settle(ref StudentStanding standing, bool hasWork)
    {
        if (_start > _asOf)
        {
            return AnalyticsStatus.BeforeStart;
        }

        if (!hasWork)
        {
            return AnalyticsStatus.NoCountedWork;
        }

        var whole = standing.KnownWeight + standing.RemainingWeight;
        var least = (1 - Tolerance) * _expected.GetValueOrDefault() * whole;
        if (standing.KnownWeight > MinScaled && standing.RemainingWeight < least)
        {
            var scale = (whole - least) / standing.KnownWeight;
            standing = standing with
            {
                Earned = standing.Earned * scale,
                MissingPoints = standing.MissingPoints * scale,
                KnownWeight = whole - least,
                RemainingWeight = least,
                WeightSource = _source,
            };
        }

        return standing.KnownWeight < MinWeight && standing.KnownItems < 2 ? AnalyticsStatus.InsufficientData
            : standing.RemainingWeight <= 0 && _expected is null && !_goesOn ? AnalyticsStatus.NoRemainingWorkKnown
            : AnalyticsStatus.Ok;
    }
}
