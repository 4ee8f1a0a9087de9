namespace CanvasData.Operations.Analytics;

/// <summary>The plan by which a course is assessed: the dated items with their weights, in the order of their due dates.</summary>
public sealed class AssessmentPlan : IEquatable<AssessmentPlan>
{
    private const double MaxDistance = 0.10;
    private const double MinRatio = 0.5;

    private readonly double[] _weights;
    private readonly double[] _dueAt;

    private AssessmentPlan(double[] weights, double[] dueAt) => (_weights, _dueAt) = (weights, dueAt);

    /// <summary>The share of each item in the weight of all dated items, 0 to 1.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>When each item is due, from 0 at the first due date to 1 at the last.</summary>
    public IReadOnlyList<double> DueAt => _dueAt;

    /// <summary>The effective number of items, as if all had equal weight: 1 over the sum of the squared shares.</summary>
    public double EffectiveItems => 1 / _weights.Sum(weight => weight * weight);

    /// <summary>The plan of an offering.</summary>
    /// <param name="work">The offering with its items.</param>
    /// <returns>Null for an offering without dated weight.</returns>
    internal static AssessmentPlan? Create(CourseWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Create(new WorkPlan(work));
    }

    internal static AssessmentPlan? Create(WorkPlan plan)
    {
        var dated = DueWeight.ItemsOf(plan);
        if (dated.Count == 0)
        {
            return null;
        }

        var (all, first, last) = (dated.Sum(item => item.Share), dated[0].DueAt, dated[^1].DueAt);
        return all > 0
            ? new AssessmentPlan([.. dated.Select(item => item.Share / all)], [.. dated.Select(item => last > first ? (double)(item.DueAt - first).Ticks / (last - first).Ticks : 1)])
            : null;
    }

    /// <summary>
    /// Whether a model of one plan is of little use for the other. The weight falls due by more than a tenth of the course earlier or later
    /// on average. Or one has less than half of the effective items of the other.
    /// </summary>
    /// <param name="other">The other plan.</param>
    public bool IsFarFrom(AssessmentPlan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Math.Min(EffectiveItems, other.EffectiveItems) < MinRatio * Math.Max(EffectiveItems, other.EffectiveItems) || DistanceTo(other) > MaxDistance;
    }

    /// <inheritdoc/>
    public bool Equals(AssessmentPlan? other) => other is not null && _weights.AsSpan().SequenceEqual(other._weights) && _dueAt.AsSpan().SequenceEqual(other._dueAt);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AssessmentPlan);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_weights.Length, EffectiveItems);

    /// <summary>A plan that was kept; null for what is none.</summary>
    internal static AssessmentPlan? Kept(double[]? weights, double[]? dueAt) =>
        weights is { Length: > 0 } && dueAt?.Length == weights.Length && Array.TrueForAll(weights, IsShare) && Array.TrueForAll(dueAt, IsShare) && weights.Sum() > 0
            ? new AssessmentPlan(weights, dueAt)
            : null;

    private static bool IsShare(double value) => value is >= 0 and < 1.000001;

    // The area between the two curves of weight that is due: how much earlier or later it falls due on average.
    private double DistanceTo(AssessmentPlan other)
    {
        var (area, mine, theirs, at) = (0.0, 0.0, 0.0, 0.0);
        for (int i = 0, k = 0; i < _dueAt.Length || k < other._dueAt.Length;)
        {
            var next = Math.Min(i < _dueAt.Length ? _dueAt[i] : 1, k < other._dueAt.Length ? other._dueAt[k] : 1);
            area += Math.Max(0, next - at) * Math.Abs(mine - theirs);
            at = next;
            while (i < _dueAt.Length && _dueAt[i] <= at)
            {
                mine += _weights[i++];
            }

            while (k < other._dueAt.Length && other._dueAt[k] <= at)
            {
                theirs += other._weights[k++];
            }

            if (at >= 1)
            {
                break;
            }
        }

        return area + (Math.Max(0, 1 - at) * Math.Abs(mine - theirs));
    }
}
