namespace CanvasData.Operations.Analytics;

/// <summary>The three cuts, as places: 0 at a quarter of the course, 1 at a half, 2 at three quarters.</summary>
internal static class Cuts
{
    public const int Count = 3;

    /// <summary>The cut of a snapshot.</summary>
    public static int IndexOf(in OfferingSnapshot row) => row.Cut < 0.375 ? 0 : row.Cut < 0.625 ? 1 : 2;

    /// <summary>The cut that a standing is nearest to, by the bands of the residuals.</summary>
    public static int IndexOf(in StudentStanding standing) => IndexOf(ResidualTable.BandOf(in standing));

    /// <summary>The cut of a band of remaining weight.</summary>
    public static int IndexOf(int band) => Count - 1 - band;
}

/// <summary>Some of the cuts.</summary>
internal readonly record struct CutSet(byte Bits)
{
    public bool this[int cut] => (Bits & (1 << cut)) != 0;

    public bool IsEmpty => Bits == 0;

    public static CutSet Where(Func<int, bool> isIn) => new((byte)Enumerable.Range(0, Cuts.Count).Sum(cut => isIn(cut) ? 1 << cut : 0));
}

/// <summary>Absolute errors by cut: how many, and their sum.</summary>
internal readonly record struct CutErrors
{
    private readonly double[]? _sums;
    private readonly int[]? _counts;

    public CutErrors(IEnumerable<(int Cut, double Error)> errors)
    {
        (_sums, _counts) = (new double[Cuts.Count], new int[Cuts.Count]);
        foreach (var (cut, error) in errors)
        {
            _sums[cut] += error;
            _counts[cut]++;
        }
    }

    private CutErrors(double[] sums, int[] counts) => (_sums, _counts) = (sums, counts);

    public double SumOf(int cut) => _sums?[cut] ?? 0;

    public int CountOf(int cut) => _counts?[cut] ?? 0;

    /// <summary>The mean at a cut; over all cuts where none is known there.</summary>
    public double MeanOf(int cut) => CountOf(cut) > 0 ? SumOf(cut) / CountOf(cut) : Mean;

    private double Mean => _counts?.Sum() > 0 ? _sums!.Sum() / _counts!.Sum() : 0;

    public void Save(BinaryWriter writer)
    {
        for (var cut = 0; cut < Cuts.Count; cut++)
        {
            writer.Write(SumOf(cut));
            writer.Write(CountOf(cut));
        }
    }

    public static CutErrors Load(BinaryReader reader)
    {
        var (sums, counts) = (new double[Cuts.Count], new int[Cuts.Count]);
        for (var cut = 0; cut < Cuts.Count; cut++)
        {
            (sums[cut], counts[cut]) = (reader.ReadDouble(), reader.ReadInt32());
        }

        return new CutErrors(sums, counts);
    }
}
