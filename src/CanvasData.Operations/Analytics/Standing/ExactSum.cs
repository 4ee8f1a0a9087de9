namespace CanvasData.Operations.Analytics;

/// <summary>
/// A sum in whole steps of 2^-32. The order of the terms does not change a bit of it, and a term can be taken out again without a trace.
/// Terms are percentages: twelve million of the greatest fit.
/// </summary>
internal struct ExactSum
{
    private const double Steps = 4294967296;

    private long _sum;

    public int Count { get; private set; }

    public void Add(double term)
    {
        _sum += (long)(term * Steps);
        Count++;
    }

    /// <summary>The mean; 0 of nothing.</summary>
    public readonly double Mean() => Count == 0 ? 0 : _sum / Steps / Count;

    /// <summary>The mean without a term that was added; 0 of nothing.</summary>
    public readonly double MeanWithout(double term) => Count <= 1 ? 0 : (_sum - (long)(term * Steps)) / Steps / (Count - 1);

    /// <summary>The mean without terms that were added; 0 of nothing.</summary>
    public readonly double MeanWithout(in ExactSum terms) => Count <= terms.Count ? 0 : (_sum - terms._sum) / Steps / (Count - terms.Count);
}
