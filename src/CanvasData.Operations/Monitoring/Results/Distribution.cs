namespace CanvasData.Operations.Monitoring;

/// <summary>The distribution of measured values, in the unit that the property names.</summary>
public sealed record Distribution
{
    /// <summary>The number of values.</summary>
    public required long Count { get; init; }

    /// <summary>The arithmetic mean; 0 without values.</summary>
    public required double Mean { get; init; }

    /// <summary>The value that half of the values do not exceed, within 1.6 %; exact up to 63 units of measurement (100 ns, rows, bytes).</summary>
    public required double Median { get; init; }

    /// <summary>The value that 95 % of the values do not exceed, within 1.6 %.</summary>
    public required double P95 { get; init; }

    /// <summary>The value that 99 % of the values do not exceed, within 1.6 %.</summary>
    public required double P99 { get; init; }

    /// <summary>The greatest value, exact.</summary>
    public required double Max { get; init; }

    internal static Distribution Create(ValueHistogram values, double unit = 1) => new()
    {
        Count = values.Count,
        Mean = values.Count == 0 ? 0 : values.Sum / values.Count / unit,
        Median = values.Quantile(0.5) / unit,
        P95 = values.Quantile(0.95) / unit,
        P99 = values.Quantile(0.99) / unit,
        Max = values.Max / unit,
    };
}
